import { afterEach, describe, expect, it, vi } from 'vitest';
import { commands, page } from 'vitest/browser';
import { openPanel, type Panel, type PanelWish } from './panel.fixture.js';

let panel: Panel;
const open = async (wish?: PanelWish): Promise<Panel> => (panel = await openPanel(wish));
const sheets: HTMLElement[] = [];
const hostStyle = (css: string): void => {
  const style = document.head.appendChild(document.createElement('style'));
  style.textContent = css;
  sheets.push(style);
};
/** Computed style of an element, without what moves. */
const styleOf = (element: Element): Record<string, string> => {
  const style = getComputedStyle(element);
  return Object.fromEntries(
    [...style]
      .filter((name) => !/animation|transition|^perspective-origin|^transform/.test(name))
      .map((name) => [name, style.getPropertyValue(name)]),
  );
};
/** As a person does it: the key goes to whatever has the focus. */
const press = (key: string): Promise<void> => {
  window.focus();
  return commands.press(key);
};
const rested = (): Promise<unknown> => Promise.all(panel.root.getAnimations?.().map((animation) => animation.finished) ?? []);

afterEach(async () => {
  await panel.leave();
  for (const style of sheets.splice(0)) style.remove();
  document.documentElement.removeAttribute('style');
  await page.viewport(414, 896);
});

describe('the panel in a page', () => {
  it.each([
    '*{all:unset!important}',
    'button,input,form,textarea{display:none!important}',
    'html{font-size:62.5%}',
    'body *{color:red!important;font:italic 9px cursive!important;letter-spacing:9px!important;text-transform:uppercase!important;visibility:hidden!important;direction:rtl!important}',
    '.panel,.btn,.body{position:absolute!important;display:none!important}',
  ])('keeps every computed property under host rules like %s', async (css) => {
    await open({ rated: -1, screen: 'reasons' });
    await rested();
    // A scroll bar of the page would make the screen narrower, and that is not what is asked here.
    document.documentElement.style.setProperty('overflow', 'hidden', 'important');
    const watched = ['.panel', '.head', '.title', '.tile', '.main', '.seg button', '.scrim'];
    const before = watched.map((selector) => styleOf(panel.find(selector)));
    hostStyle(css);
    expect(watched.map((selector) => styleOf(panel.find(selector)))).toEqual(before);
  });

  it('leaves the host as it was', async () => {
    const { onmessage } = window;
    const style = document.body.getAttribute('style');
    const { pushState } = history;
    await open();
    panel.named('Close').click();
    await vi.waitFor(() => expect(panel.closed).toHaveLength(1));
    expect(window.onmessage).toBe(onmessage);
    expect(history.pushState).toBe(pushState);
    expect(document.body.getAttribute('style')).toBe(style);
    expect(document.head.querySelectorAll('style[data-yijian]')).toHaveLength(0);
  });

  it('stands above a modal dialog of the host', async () => {
    const theirs = document.body.appendChild(document.createElement('dialog'));
    theirs.showModal();
    await open();
    await rested();
    const { left, top, width, height } = panel.named('Close').getBoundingClientRect();
    expect(document.elementFromPoint(left + width / 2, top + height / 2)).toBe(panel.root.host);
    theirs.remove();
  });
});

it('screens slide on and back, and not where none was turned', async () => {
  const moves = (): string[] =>
    panel
      .find('.body')
      .getAnimations()
      .map((move) => (move as CSSAnimation).animationName);
  const by = (): string => getComputedStyle(panel.find('.body')).getPropertyValue('--yj-d');
  await open({ rated: -1 });
  expect(moves()).toEqual([]);
  panel.named('Tell us what went wrong').click();
  expect([moves(), by()]).toEqual([['next'], '16px']);
  await rested();
  panel.named('Leaking').click();
  expect(moves()).toEqual([]);
  panel.named('Back').click();
  expect([moves(), by()]).toEqual([['next'], '-16px']);
});

describe('the panel under keys', () => {
  it('takes the focus, keeps it going round, and gives it back on Escape', async () => {
    await open();
    expect(document.activeElement).toBe(panel.root.host);
    const seen = new Set<Element | null>();
    for (let tabs = 0; tabs < 14; tabs++) {
      await press('Tab');
      expect(document.activeElement).toBe(panel.root.host);
      seen.add(panel.root.activeElement);
    }
    expect(seen.size).toBe(panel.all('button,a').length);
    await press('Escape');
    await vi.waitFor(() => expect(panel.closed).toHaveLength(1));
    expect(document.activeElement).toBe(panel.trigger);
  });

  it('has one tab stop for tabs and pills, and arrows move in them', async () => {
    await open({ rated: -1, screen: 'reasons' });
    panel.named('Items').focus();
    await press('ArrowRight');
    expect(panel.named('Delivery').getAttribute('aria-selected')).toBe('true');
    expect(panel.root.activeElement).toBe(panel.named('Delivery'));
    expect(panel.all('[role=tab]').filter((tab) => tab.tabIndex === 0)).toHaveLength(1);
  });

  it('goes all the way by keys alone: reason, item, wish, sent', async () => {
    await open({ rated: -1, screen: 'reasons' });
    panel.named('Leaking').focus();
    await press(' ');
    panel.named(/^Next/).focus();
    await press('Enter');
    await panel.settle();
    expect(panel.root.activeElement?.id).toBe('t');
    panel.named(/Strawberries/).focus();
    await press(' ');
    panel.named('Refund').focus();
    await press(' ');
    panel.form.setPhotoExit('eaten');
    panel.named('Submit').focus();
    await press('Enter');
    await vi.waitFor(() => expect(panel.text()).toContain('A1001'));
  });

  it('does not let what is typed reach the shortcuts of the host', async () => {
    const heard = vi.fn();
    document.addEventListener('keydown', heard);
    await open();
    const typed = vi.fn();
    panel.named('Close').addEventListener('keydown', typed);
    panel.named('Close').focus();
    await press('a');
    document.removeEventListener('keydown', heard);
    expect(typed).toHaveBeenCalledOnce();
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('the panel in every size', () => {
  it.each([
    // A phone at twice the size.
    [195, 422],
    [320, 640],
    [390, 844],
    [740, 360],
  ])('clips nothing sideways and keeps targets and type large at %i × %i', async (width, height) => {
    await page.viewport(width, height);
    await open({ rated: -1, screen: 'reasons' });
    await rested();
    const check = (): void => {
      const body = panel.find('.body');
      expect(body.scrollWidth).toBeLessThanOrEqual(body.clientWidth);
      for (const target of panel.all('button,a,label.choice')) {
        const box = target.getBoundingClientRect();
        expect(box.height, target.outerHTML).toBeGreaterThanOrEqual(44);
        expect(box.right, target.outerHTML).toBeLessThanOrEqual(width);
      }
      for (const field of panel.all('textarea,input.field'))
        expect(parseFloat(getComputedStyle(field).fontSize)).toBeGreaterThanOrEqual(16);
    };
    check();
    panel.named('Spoiled, mouldy').click();
    panel.named(/^Next/).click();
    await panel.settle();
    panel.named(/Strawberries/).click();
    check();
    panel.named('Submit').click();
    await vi.waitFor(() => expect(panel.text()).toContain('A1001'));
    check();
  });

  it('is a card beside its trigger on a wide screen with a mouse, takes no focus, and lets the page be used', async () => {
    await page.viewport(1280, 800);
    if (!matchMedia('(pointer: fine)').matches) return;
    await open({ focused: false });
    await rested();
    expect(document.activeElement).toBe(document.body);
    expect(panel.find('.panel').getBoundingClientRect().width).toBe(400);
    expect(document.elementFromPoint(640, 790)).not.toBe(panel.root.host);
  });
});
