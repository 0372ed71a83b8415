import { place } from './place.js';

/** The element around the panel: where it stands, and how it is left. */
export interface Shell {
  /** The dialog that fills the screen; the panel stands in it. */
  readonly root: HTMLElement & Partial<HTMLDialogElement>;
  /** Beside its trigger on a wide screen with a mouse, else a sheet over everything. */
  readonly card: boolean;
  /** Everything behind is inert. */
  readonly modal: boolean;
  /** Shows it once its first screen is drawn. */
  show(): void;
  /** Puts the panel in its place again. */
  stand(): void;
  /** The same, and the focus on the title, after a screen was turned. */
  turned(): void;
  /** Gives the focus back and takes the element away. */
  remove(): void;
}

/** Makes the element inside the shadow root; `leave` is called on Escape, back gesture and a press on the scrim. */
export function createShell(into: ShadowRoot, anchor: HTMLElement | undefined, leave: () => void): Shell {
  const card = matchMedia('(min-width:720px) and (pointer:fine)').matches;
  // A host's open modal makes everything outside it inert; only a modal of our own stands above it.
  const modal = !card || hostIsModal();
  let before = document.activeElement as HTMLElement | null;
  // The trigger's button is inside of a shadow root of its own.
  while (before?.shadowRoot?.activeElement) before = before.shadowRoot.activeElement as HTMLElement;
  const panel = (): HTMLElement => root.querySelector('.panel')!;
  // Shown as a popover, a dialog element would take the focus; the card must not.
  const root: Shell['root'] = document.createElement(modal ? 'dialog' : 'div');
  root.setAttribute('role', 'dialog');
  root.className = card ? 'y card' : 'y';
  root.setAttribute('aria-labelledby', 't');
  into.append(root);

  const stand = (): void => {
    // The floating pill stands elsewhere than the element that it is in.
    const beside = anchor?.shadowRoot?.firstElementChild ?? anchor;
    if (card) Object.assign(panel().style, place(beside?.getBoundingClientRect(), innerWidth, innerHeight, root.dir === 'rtl'));
  };
  root.onkeydown = (event) => {
    if (event.key === 'Escape') leave();
    // What is typed here is no shortcut of the host.
    event.stopPropagation();
  };
  root.oncancel = (event) => {
    event.preventDefault();
    leave();
  };
  root.onclick = ({ target }) => {
    if ((target as Element).className === 'scrim') leave();
  };

  return {
    root,
    card,
    modal,
    stand,
    show() {
      if (root.showModal) root.showModal();
      else {
        root.setAttribute('open', '');
        root.popover = 'manual';
        root.showPopover?.();
      }
      addEventListener('resize', stand);
      stand();
      if (modal || before?.matches(':focus-visible')) panel().focus({ preventScroll: true });
    },
    turned() {
      stand();
      // Where the button that was pressed went with its screen, the page has the focus.
      if (modal || [into.host, document.body].includes(document.activeElement as HTMLElement))
        root.querySelector<HTMLElement>('#t')?.focus();
    },
    remove() {
      removeEventListener('resize', stand);
      const inside = modal || document.activeElement === into.host;
      root.remove();
      if (inside) (before?.isConnected ? before : anchor)?.focus({ preventScroll: true });
    },
  };
}

function hostIsModal(): boolean {
  try {
    return !!document.querySelector(':modal');
  } catch {
    // An engine without the selector; its hosts have no modal dialogs either.
    return false;
  }
}
