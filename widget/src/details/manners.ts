import type { Shell } from '../sheet/shell.js';

/** How the panel behaves under fingers and keys once it is painted; the returned function lets go of everything and moves the panel out. */
export function manners({ root, card, modal }: Shell, leave: () => void): () => Promise<unknown> | void {
  const gone = new AbortController();
  const panel = (): HTMLElement | null => root.querySelector('.panel');
  const on = (target: EventTarget | null, types: string, call: (event: never) => void, passive = true): void => {
    for (const type of types.split(' ')) target?.addEventListener(type, call as EventListener, { signal: gone.signal, passive });
  };

  /** The sheet stands in what the keyboard leaves of the screen; a zoomed page keeps its place. */
  const fit = (): void => {
    const { offsetTop, height, scale } = visualViewport!;
    const zoomed = scale > 1.01;
    root.style.top = zoomed ? '' : offsetTop + 'px';
    root.style.height = zoomed ? '' : height + 'px';
    (root.getRootNode() as ShadowRoot).activeElement?.scrollIntoView({ block: 'nearest' });
  };

  let from = -1;
  const drag = (event: PointerEvent): void => {
    const moved = panel();
    const by = event.clientY - from;
    const target = event.target as Element;
    if (event.type === 'pointerdown') from = target.closest('.grab,.head') && !target.closest('button,a') ? event.clientY : -1;
    else if (from >= 0 && moved) {
      const held = event.type === 'pointermove';
      moved.style.transform = held ? `translateY(${Math.max(0, by)}px)` : '';
      if (!held) from = -1;
      if (event.type === 'pointerup' && by > 96) leave();
    }
  };

  /** Nothing behind the sheet scrolls, and the host's own styles stay untouched. */
  const hold = (event: Event): void => {
    const body = (event.target as Element).closest('.body');
    if (event.cancelable && !(body && body.scrollHeight > body.clientHeight)) event.preventDefault();
  };

  /** Tab goes round in a modal panel. */
  const round = (event: KeyboardEvent): void => {
    if (event.key !== 'Tab') return;
    const stops = [...root.querySelectorAll<HTMLElement>('a,button,input,textarea')].filter(
      (stop) => stop.tabIndex >= 0 && !stop.matches(':disabled'),
    );
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const { activeElement } = root.getRootNode() as ShadowRoot;
    if (activeElement === (event.shiftKey ? first : last) || (event.shiftKey && activeElement === panel())) {
      event.preventDefault();
      (event.shiftKey ? last : first)?.focus();
    }
  };

  let lost = 0;
  const fight = (event: FocusEvent): void => {
    if (event.composedPath().includes(root) || lost > 3) return;
    if (lost++ < 3) panel()?.focus();
    else console.warn('yijian: another focus trap holds this page');
  };

  // The header gets its line once something is scrolled under it.
  root.addEventListener(
    'scroll',
    ({ target }) => (target as HTMLElement).previousElementSibling?.classList.toggle('stuck', (target as HTMLElement).scrollTop > 4),
    { signal: gone.signal, capture: true },
  );
  on(root, 'keyup keypress', (event: Event) => event.stopPropagation());
  if (modal) {
    on(root, 'keydown', round, false);
    on(document, 'focusin', fight);
  }
  if (!card) {
    on(root, 'pointerdown', drag);
    on(window, 'pointermove pointerup pointercancel', drag);
    on(root, 'touchmove wheel', hold, false);
    on(visualViewport, 'resize scroll', fit);
  }
  return () => {
    gone.abort();
    if (matchMedia('(prefers-reduced-motion)').matches || !panel()?.animate) return undefined;
    panel()?.animate(card ? { opacity: 0 } : { transform: 'translateY(100%)' }, { duration: moveOut, easing: 'ease-in', fill: 'forwards' });
    // Not the movement's own end: in a hidden page it never comes.
    return new Promise((resolve) => setTimeout(resolve, moveOut));
  };
}

/** Milliseconds. */
const moveOut = 220;
