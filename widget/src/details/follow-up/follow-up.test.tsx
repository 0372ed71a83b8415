// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { en, format } from '@yijian/sdk/messages/en';
import { openPanel, type Panel, type PanelWish } from '../../sheet/panel.fixture.js';
import type { Message, Ticket } from '../../sheet/sdk.js';
import type { FormView } from '../../sheet/view.js';
import { tagOf } from './entry-words.js';

let panel: Panel;
const open = async (wish?: PanelWish): Promise<Panel> => (panel = await openPanel({ rated: -1, screen: 'reasons', ...wish }));
const press = async (name: string | RegExp): Promise<void> => {
  panel.named(name).click();
  await panel.settle();
};
const told = (words: string): Promise<void> => vi.waitFor(() => expect(panel.text()).toContain(words));
afterEach(async () => {
  vi.useRealTimers();
  await panel.leave();
});

describe('the result', () => {
  it('without a network is saved, says so, lists what is kept, and names no time', async () => {
    await open({ answer: 0, tel: '400-820-0722' });
    await press('Leaking');
    await press('That’s all');
    await told('Saved on this phone');
    expect(panel.text()).toContain('Leaking');
    expect(panel.text()).not.toMatch(/Received\b.*No\.|Sent successfully/);
    expect(panel.named(/400-820-0722/).getAttribute('href')).toBe('tel:4008200722');
  });

  it('does not blame the network for what the server does not take yet', async () => {
    await open({ answer: 500 });
    await press('Leaking');
    await press('That’s all');
    await told('can’t take it right now');
    expect(panel.text()).not.toContain('online');
  });

  it('offers nothing that could send a second time', async () => {
    await open({ answer: 0 });
    await press('Leaking');
    await press('That’s all');
    await told('What is kept');
    expect(panel.all('.bar button').map((button) => button.textContent)).toEqual(['Done']);
  });

  it('turns into the receipt by itself, with the number and no deadline that the server did not give', async () => {
    await open();
    await press('Leaking');
    await press('That’s all');
    await told('A1001');
    expect(panel.text()).toContain('Progress will appear here');
    expect(panel.text()).not.toContain('You’ll hear from us by');
  });

  it('counts the photos that could not be stored among those that were meant', async () => {
    await open();
    await press('Leaking');
    await press(/^Next/);
    await panel.form.attach([new Blob(['picture']), new Blob([])]);
    await press('Submit');
    await told('A1001');
    expect(panel.text()).toMatch(/[01] of 2 received/);
  });

  it('of a refusal keeps the text, names the reason, and lets the customer choose', async () => {
    await open({ answer: 422 });
    await press('Leaking');
    await press(/^Next/);
    panel.form.setText('two bags were wet');
    panel.form.setPhotoExit('eaten');
    await press('Submit');
    await told('Not submitted: the server did not take it. Your text is kept');
    expect(panel.text()).toContain('two bags were wet');
    expect(panel.named('Try again')).toBeTruthy();
    await press('Delete');
    expect(panel.text()).toContain('Deleting this feedback');
    expect(await panel.client.outbox.list()).toHaveLength(1);
  });

  it('of what nobody could send for a week does not blame the server', async () => {
    await open({ offline: true });
    await press('Leaking');
    const { id } = panel.form.getState();
    await panel.records.update<object>(`i/${id}`, (record) => ({ ...(record as object), age: 8 * 86_400_000 }));
    await press('That’s all');
    await told('Not submitted: it waited too long. Your text is kept');
    expect(panel.named('Try again')).toBeTruthy();
  });

  it('without storage asks to keep the page open and never says saved', async () => {
    await open({ answer: 0, durable: false });
    await press('Leaking');
    await press('That’s all');
    await told('This browser won’t let us save');
    expect(panel.text()).not.toContain('Saved on');
    expect(panel.text()).not.toContain('What is kept');
  });
});

describe('my feedback', () => {
  it('lists what this device has, with its real state, and sends it on demand', async () => {
    await open({ answer: 0, screen: 'mine' });
    await told('A problem');
    expect(panel.find('.mine .pill').textContent).toBe('Saved on this phone');
    expect(panel.named('Send now')).toBeTruthy();
  });

  it('takes back only after ten seconds in which it can be brought back', async () => {
    await open({ answer: 0, screen: 'mine' });
    await told('A problem');
    vi.useFakeTimers();
    panel.named('Take back').click();
    expect(panel.all('.mine')).toHaveLength(0);
    expect(panel.all('[role=status]')[1]!.textContent).toContain('Taking this feedback back');
    panel.named('Undo').click();
    expect(panel.all('[role=status]')[1]!.textContent).toBe('');
    vi.advanceTimersByTime(20_000);
    expect(panel.all('.mine')).toHaveLength(1);
    vi.useRealTimers();
    await panel.settle();
    expect((await panel.client.outbox.list())[0]!.withdrawn).toBe(false);
  });

  it('does what waits when the panel is left before the ten seconds are over', async () => {
    await open({ answer: 0, screen: 'mine' });
    await told('A problem');
    await press('Take back');
    panel.handle.close();
    await vi.waitFor(async () => expect((await panel.client.outbox.list()).filter(({ withdrawn }) => !withdrawn)).toHaveLength(0));
  });

  it('takes back at once where something else is said next, and that is another feedback', async () => {
    await open({ answer: 0, screen: 'mine' });
    await told('A problem');
    const { id } = panel.form.getState();
    await press('Take back');
    expect(panel.text()).toContain('Taking this feedback back');
    await press('Tell us about this order');
    await vi.waitFor(async () => expect(await panel.client.outbox.list()).toEqual([]));
    expect(panel.form.getState()).toMatchObject({ rating: {}, entry: null });
    expect(panel.form.getState().id).not.toBe(id);
    expect(panel.text()).not.toContain('Taking this feedback back');
  });

  it('takes back at once where the page is hidden', async () => {
    await open({ answer: 0, screen: 'mine' });
    await told('A problem');
    await press('Take back');
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    // Nothing is offered back that is gone.
    expect(panel.text()).not.toContain('Taking this feedback back');
    await vi.waitFor(async () => expect(await panel.client.outbox.list()).toEqual([]));
  });

  it('does not call received what has photos on this device', async () => {
    await open({ screen: 'reasons' });
    await press('Leaking');
    await press('That’s all');
    await told('A1001');
    const [entry] = await panel.client.outbox.list();
    const view = {
      t: en,
      state: panel.form.getState(),
      say: (text: Message) => format(text, { device: 'phone' }, 'en'),
    } as unknown as FormView;
    expect(tagOf(view, entry!, undefined).text).toBe('Received');
    const writing = { ...view, state: { id: entry!.id, unsaid: true } } as FormView;
    expect(tagOf(writing, entry!, undefined).text).toBe('Saved on this phone');
    // What the merchant says stands above a draft.
    expect(tagOf(writing, entry!, { stage: 'in_progress' } as Ticket).text).toBe('In progress');
    expect(tagOf(view, { ...entry!, waiting: true }, undefined).text).toBe('Saved on this phone');
  });

  it('is empty with a sentence and not with a blank', async () => {
    panel = await openPanel({ screen: 'mine' });
    await told('Nothing here yet');
  });

  it('shows the case of what was received, as far as the server told it', async () => {
    await open({ screen: 'reasons' });
    await press('Leaking');
    await press('That’s all');
    await told('A1001');
    await press('See progress');
    await told('Progress is not available right now');
    expect(panel.find('[part=ticket]').textContent).toContain('Received');
  });
});
