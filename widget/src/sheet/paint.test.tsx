// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { jsx } from './jsx.js';
import { paint, pressed } from './paint.js';

const drawn = (tree: Parameters<typeof paint>[0], root = document.createElement('div')): HTMLElement => {
  paint(tree, root);
  return root;
};
const Word = ({ text }: { text: string }) => <b>{text}</b>;

describe('paint', () => {
  it('draws elements, functions, lists and text, and nothing for what is nothing', () => {
    const root = drawn(
      <p class="a">
        {[1, 'b', null, false, undefined]}
        <Word text="c" />
      </p>,
    );
    expect(root.innerHTML).toBe('<p class="a">1b<b>c</b></p>');
  });

  it('understands plain descriptions as the build makes them, until preact has come', () => {
    expect(drawn(jsx('i', { children: jsx(Word, { text: 'x' }) })).textContent).toBe('x');
  });

  it('keeps false where it has a meaning, and leaves it out elsewhere', () => {
    const [button] = drawn(<button aria-label="x" aria-pressed={false} disabled={false} tabIndex={-1} />).children;
    expect(button!.getAttribute('aria-pressed')).toBe('false');
    expect(button!.hasAttribute('disabled')).toBe(false);
    expect(button!.getAttribute('tabindex')).toBe('-1');
  });

  it('draws pictures as such', () => {
    const [svg] = drawn(
      <svg viewBox="0 0 24 24">
        <path d="M0 0" />
      </svg>,
    ).children;
    expect(svg!.namespaceURI).toBe('http://www.w3.org/2000/svg');
    expect(svg!.firstElementChild!.namespaceURI).toBe('http://www.w3.org/2000/svg');
  });

  it('keeps what stays, changes what changed, adds and removes the rest', () => {
    const root = drawn(
      <div class="a" title="t">
        <p>one</p>
        <b>two</b>
        <i />
      </div>,
    );
    const [div] = root.children;
    const [p, b] = div!.children;
    paint(
      <div class="b">
        <p>ONE</p>
        <em>two</em>
      </div>,
      root,
    );
    expect(root.innerHTML).toBe('<div class="b"><p>ONE</p><em>two</em></div>');
    expect(root.firstElementChild).toBe(div);
    expect(div!.children[0]).toBe(p);
    expect(div!.children[1]).not.toBe(b);
  });

  it('never touches a style that was set by hand', () => {
    const root = drawn(<div style={{ '--p': '50%' }} />);
    const div = root.firstElementChild as HTMLElement;
    div.style.left = '7px';
    paint(<div style={{ '--p': '50%' }} class="x" />, root);
    expect(div.style.left).toBe('7px');
    expect(div.style.getPropertyValue('--p')).toBe('50%');
  });

  it('calls the newest press of an element, and none that is gone', () => {
    const [first, second] = [vi.fn(), vi.fn()];
    const root = document.body.appendChild(drawn(<button onClick={first}>a</button>));
    root.addEventListener('click', pressed);
    paint(<button onClick={second}>a</button>, root);
    root.querySelector('button')!.click();
    paint(<button>a</button>, root);
    root.querySelector('button')!.click();
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledTimes(1);
    root.remove();
  });
});
