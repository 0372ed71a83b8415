// @vitest-environment happy-dom
import { zhCN } from '@yijian/sdk/messages/zh-CN';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openPanel, type Panel, type PanelWish } from './panel.fixture.js';

let panel: Panel;
const open = async (wish?: PanelWish): Promise<Panel> => (panel = await openPanel(wish));
const never = new Promise<never>(() => undefined);
afterEach(() => panel.leave());

describe('the panel', () => {
  it('paints its first screen before form, client and second chunk are there', async () => {
    await open({ loadForm: () => never, loadDetails: () => never, client: never });
    expect(panel.text()).toContain('How was this order?');
    expect(panel.all('.thumb')).toHaveLength(4);
  });

  it('stores a tap before the form has come, and shows that it is stored', async () => {
    await open({ loadForm: () => never });
    panel.all('.thumb')[1]!.click();
    expect(panel.all('.thumb')[1]!.getAttribute('aria-pressed')).toBe('true');
    expect(panel.text()).toContain('Saving');
    await panel.settle();
    expect(panel.text()).toContain('Saved on this phone');
    expect(await panel.client.outbox.list()).toMatchObject([{ rating: { goods: { value: -1 } } }]);
  });

  it('never says saved when no disk took the tap', async () => {
    await open({ durable: false, loadForm: () => never });
    panel.all('.thumb')[0]!.click();
    await panel.settle();
    expect(panel.text()).toContain('Keep this page open');
    expect(panel.text()).not.toContain('Saved on');
  });

  it('keeps two ratings under one id, across the arrival of the form', async () => {
    let come!: () => void;
    const wait = new Promise<void>((resolve) => (come = resolve));
    const { details } = await import('../details/index.js');
    await open({ loadDetails: () => wait.then(() => details) });
    panel.all('.thumb')[0]!.click();
    await panel.settle();
    come();
    await panel.settle();
    panel.all('.thumb')[3]!.click();
    await panel.settle();
    const list = await panel.client.outbox.list();
    expect(list).toHaveLength(1);
    expect(list[0]!.rating).toMatchObject({ goods: { value: 1 }, delivery: { value: -1 } });
  });

  it('keeps every element, the focus and single presses when preact takes over', async () => {
    let come!: () => void;
    const wait = new Promise<void>((resolve) => (come = resolve));
    const { details } = await import('../details/index.js');
    const tap = vi.fn(async () => true);
    await open({ tap, loadDetails: () => wait.then(() => details) });
    const before = panel.all('.panel,.thumb,.title,[role=status]');
    panel.all('.thumb')[0]!.focus();
    panel.all('.thumb')[0]!.click();
    await panel.settle();
    expect(tap).toHaveBeenCalledTimes(1);
    come();
    await panel.settle();
    const after = panel.all('.panel,.thumb,.title,[role=status]');
    expect(after.map((element, index) => element === before[index])).toEqual(before.map(() => true));
    expect(panel.root.activeElement).toBe(before[2]);
    expect(panel.all('[aria-pressed=true]')).toHaveLength(1);
    panel.all('.thumb')[2]!.click();
    await panel.settle();
    expect(tap).toHaveBeenCalledTimes(1);
    expect(panel.form.getState().rating.delivery).toMatchObject({ value: 1 });
  });

  it('takes the whole feedback back on undo', async () => {
    await open();
    panel.all('.thumb')[1]!.click();
    await panel.settle();
    panel.named('Undo').click();
    await panel.settle();
    expect(panel.all('[aria-pressed=true]')).toHaveLength(0);
    expect(panel.text()).toContain('My feedback');
  });

  it('says what to do when the rest does not load, loses nothing, and tries again', async () => {
    const { details } = await import('../details/index.js');
    const load = vi.fn(async () => details).mockRejectedValueOnce(new Error('offline'));
    await open({ rated: -1, screen: 'reasons', loadDetails: load });
    expect(panel.text()).toContain('What you chose is saved');
    panel.named('Try again').click();
    await panel.settle();
    expect(panel.text()).toContain('Food safety');
  });

  it('changes the language and keeps what is chosen', async () => {
    await open({ rated: -1, screen: 'reasons' });
    panel.named('Leaking').click();
    panel.handle.setLocale(zhCN, 'zh-CN', 'ltr');
    expect(panel.text()).toContain('哪里不对？');
    expect(panel.named('漏液').getAttribute('aria-pressed')).toBe('true');
  });

  it('is a dialog named by its one heading', async () => {
    await open();
    expect(panel.find('[role=dialog]').getAttribute('aria-labelledby')).toBe('t');
    expect(panel.all('#t').map((title) => title.textContent)).toEqual(['How was this order?']);
  });

  it('says states to a live region that was there before', async () => {
    await open();
    const [region] = panel.all('[role=status]');
    panel.all('.thumb')[0]!.click();
    await panel.settle();
    expect(panel.all('[role=status]')[0]).toBe(region);
    expect(region!.textContent).toMatch(/Saved on this phone|Sending|Received/);
  });

  it('keeps the panel element from screen to screen', async () => {
    await open({ rated: -1, screen: 'reasons' });
    const section = panel.find('.panel');
    panel.named('Next').click();
    await panel.settle();
    expect(panel.find('.panel')).toBe(section);
  });

  it('stays when the page wants it open, and leaves once', async () => {
    let may = false;
    await open({ mayClose: () => may });
    panel.named('Close').click();
    expect(panel.closed).toHaveLength(0);
    may = true;
    panel.named('Close').click();
    panel.handle.close();
    await vi.waitFor(() => expect(panel.closed).toHaveLength(1));
    expect(panel.root.querySelector('[role=dialog]')).toBeNull();
  });

  it('gives the way to a person by number first, else by page, and never by any other address', async () => {
    await open({ tel: '400-820 0722' });
    expect(panel.named('Talk to a person').getAttribute('href')).toBe('tel:4008200722');
    await panel.leave();
    await open({ help: 'https://shop.test/help' });
    expect(panel.named('Talk to a person').getAttribute('href')).toBe('https://shop.test/help');
    await panel.leave();
    await open({ help: 'javascript:alert(1)' });
    expect(panel.all('a')).toHaveLength(0);
  });
});

describe('the first screen', () => {
  it('shows lateness as computed, and only for what was delivered', async () => {
    await open({ order: { promised: { until: '2026-07-19T10:00:00Z' }, deliveredAt: '2026-07-19T10:47:30Z' } });
    expect(panel.text()).toContain('47 min after the promised time');
    await panel.leave();
    await open({ order: { state: 'out', promised: { until: '2026-07-19T10:00:00Z' } } });
    expect(panel.text()).not.toContain('promised');
  });

  it('marks how far the order is', async () => {
    await open({ order: { state: 'out' } });
    expect(panel.find('[aria-current=step]').textContent).toBe('Left');
    expect(panel.all('.todo')).toHaveLength(1);
  });

  it('shows the first character of a name where there is no picture', async () => {
    await open();
    expect(panel.all('.ph').map((picture) => picture.textContent)).toEqual(['S', 'P']);
  });

  it('sets no style attribute in markup but through CSSOM, and no address with blob:', async () => {
    await open({ order: { deliveredAt: '2026-07-19T10:47:30Z' } });
    expect(panel.root.querySelectorAll('style,link,script,iframe')).toHaveLength(0);
  });
});
