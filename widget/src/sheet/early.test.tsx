// @vitest-environment happy-dom
import { createForm } from '@yijian/sdk/web';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { details } from '../details/index.js';
import { followUp } from '../details/follow-up/index.js';
import { openPanel, type Panel, type PanelWish } from './panel.fixture.js';

let panel: Panel;
afterEach(() => panel.leave());
const never = new Promise<never>(() => undefined);

/** A panel one of whose parts comes when `come` is called. */
async function openWaiting(wish: (wait: Promise<void>) => PanelWish): Promise<() => Promise<void>> {
  let come!: () => void;
  panel = await openPanel(wish(new Promise((resolve) => (come = resolve))));
  return async () => {
    come();
    await rest();
  };
}
async function rest(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await panel.settle();
}
async function press(element: HTMLElement): Promise<void> {
  element.click();
  await panel.settle();
}

describe('while the rest is loading', () => {
  it('an undo acts at once, and a tap after it is another feedback', async () => {
    const come = await openWaiting((wait) => ({ loadDetails: () => wait.then(() => details) }));
    await press(panel.all('.thumb')[0]!);
    await press(panel.named('Undo'));
    expect(panel.all('[aria-pressed=true]')).toEqual([]);
    await press(panel.all('.thumb')[1]!);
    expect(panel.text()).toContain('Saved');
    await come();
    expect((await panel.client.outbox.list()).filter(({ withdrawn }) => !withdrawn)).toMatchObject([{ rating: { goods: { value: -1 } } }]);
    expect(panel.all('[aria-pressed=true]')).toHaveLength(1);
  });

  it('an undo holds although the panel is left before the rest comes', async () => {
    panel = await openPanel({ loadDetails: () => never });
    await press(panel.all('.thumb')[0]!);
    await press(panel.named('Undo'));
    panel.handle.close();
    await rest();
    expect((await panel.client.outbox.list()).filter(({ withdrawn }) => !withdrawn)).toEqual([]);
  });

  it('a tap that is refused is told as not stored', async () => {
    panel = await openPanel({ tap: () => Promise.reject(new Error('storage')), loadForm: () => never });
    await press(panel.all('.thumb')[0]!);
    expect(panel.text()).toContain('Keep this page open');
  });

  it('what did not load can be tried again on the next screen', async () => {
    const loadDetails = vi.fn(async () => details).mockRejectedValueOnce(new Error('offline'));
    panel = await openPanel({ rated: -1, loadDetails });
    await rest();
    await press(panel.named('Tell us what went wrong'));
    expect(panel.all('.spin')).toEqual([]);
    await press(panel.named('Try again'));
    await rest();
    expect(panel.all('.tile').length).toBeGreaterThan(0);
  });

  it('what did not load comes once the network is back, and there is a way to a person until then', async () => {
    let cut = true;
    panel = await openPanel({
      rated: -1,
      screen: 'reasons',
      tel: '400-820-0722',
      loadDetails: async () => (cut ? Promise.reject(new Error('cut')) : details),
    });
    await vi.waitFor(() => expect(panel.text()).toContain('The rest did not load'));
    expect(panel.named('Talk to a person').getAttribute('href')).toBe('tel:4008200722');
    cut = false;
    dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(panel.all('.tile').length).toBeGreaterThan(0));
    await rest();
    await panel.leave();
    panel = await openPanel({ rated: -1, screen: 'reasons', loadDetails: () => Promise.reject(new Error('cut')) });
    await vi.waitFor(() => expect(panel.text()).toContain('The rest did not load'));
    expect(panel.all('.bar')).toEqual([]);
  });

  it('is loaded once, however often the network comes, and not for who has left', async () => {
    const load = vi.fn<() => Promise<typeof details>>();
    load.mockRejectedValueOnce(new Error('cut')).mockResolvedValue(details);
    const enter = vi.fn(followUp.enter);
    panel = await openPanel({ rated: -1, screen: 'reasons', loadDetails: load, loadFollowUp: async () => ({ ...followUp, enter }) });
    await vi.waitFor(() => expect(panel.text()).toContain('The rest did not load'));
    await press(panel.named('Try again'));
    await vi.waitFor(() => expect(enter).toHaveBeenCalledTimes(1));
    dispatchEvent(new Event('online'));
    await rest();
    expect(enter).toHaveBeenCalledTimes(1);
    await panel.leave();
    load.mockReset().mockRejectedValue(new Error('cut'));
    panel = await openPanel({ rated: -1, screen: 'reasons', loadDetails: load });
    await vi.waitFor(() => expect(panel.text()).toContain('The rest did not load'));
    panel.handle.close();
    dispatchEvent(new Event('online'));
    await rest();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('left before the details came: no form is made, and nobody enters', async () => {
    const make = vi.fn(createForm<Blob>);
    const enter = vi.fn(details.enter);
    const come = await openWaiting((wait) => ({
      loadForm: async () => () => make({ client: Promise.resolve(panel.client), order: {}, newId: () => crypto.randomUUID() }),
      loadDetails: () => wait.then(() => ({ ...details, enter })),
    }));
    panel.handle.close();
    await vi.waitFor(() => expect(panel.closed).toHaveLength(1));
    await come();
    expect(make).not.toHaveBeenCalled();
    expect(enter).not.toHaveBeenCalled();
  });

  it('left before the last file came: nobody follows the client after that', async () => {
    const come = await openWaiting((wait) => ({ loadFollowUp: () => wait.then(() => followUp) }));
    await rest();
    panel.handle.close();
    await vi.waitFor(() => expect(panel.closed).toHaveLength(1));
    const list = vi.spyOn(panel.client.outbox, 'list');
    await come();
    expect(list).not.toHaveBeenCalled();
  });
});

describe('when the store begins to refuse', () => {
  it('a rating that it did not take is told so, and the next step says it again', async () => {
    panel = await openPanel();
    await rest();
    await press(panel.all('.thumb')[0]!);
    await rest();
    const tap = vi.spyOn(panel.client, 'tap').mockRejectedValue(new Error('storage'));
    await press(panel.all('.thumb')[1]!);
    await rest();
    expect(panel.text()).toContain('Keep this page open');
    tap.mockRestore();
    await panel.form.submit();
    await rest();
    expect(await panel.client.outbox.list()).toMatchObject([{ rating: { goods: { value: -1 } } }]);
  });
});
