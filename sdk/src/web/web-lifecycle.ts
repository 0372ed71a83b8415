import type { Lifecycle } from '../core/index.js';

/** The page's own events, and the other tabs of the site over one broadcast channel. */
export function createWebLifecycle(site: string): Lifecycle {
  const wakes = new Set<() => void>();
  const hides = new Set<() => void>();
  const hears = new Set<(id: string) => void>();
  let channel: BroadcastChannel | undefined;
  /** Its signal ends what is listened to, with the last listener. */
  let listening: AbortController | undefined;
  let away = false;

  // Browsers keep a page that listens for this out of their back/forward cache, so it stands only while it must.
  const ask = (event: Event) => event.preventDefault();
  const wake = () => wakes.forEach((listener) => listener());
  const hide = () => hides.forEach((listener) => listener());

  // Only from the first listener on: a page that shows no feedback is not listened to.
  function listen(): void {
    if (listening) return;
    listening = new AbortController();
    open();
    addEventListener('online', wake, listening);
    document.addEventListener('visibilitychange', () => (document.visibilityState === 'visible' ? wake() : hide()), listening);
    // While the next page is on its way this one still lives; at `pagehide` it may be too late to store and to send.
    globalThis.navigation?.addEventListener('navigate', ({ destination }) => void (destination.sameDocument || hide()), listening);
    addEventListener(
      'pageshow',
      ({ persisted }) => {
        away = false;
        open();
        if (persisted) wake();
      },
      listening,
    );
    addEventListener(
      'pagehide',
      () => {
        hide();
        away = true;
        // An open channel keeps the page out of the back/forward cache.
        close();
      },
      listening,
    );
  }

  function close(): void {
    channel?.close();
    channel = undefined;
  }

  function open(): void {
    if (channel || away || typeof BroadcastChannel === 'undefined') return;
    try {
      channel = new BroadcastChannel(`yijian-${site}`);
    } catch {
      return; // A frame without an origin has no other tabs.
    }
    channel.onmessage = ({ data }) => {
      if (typeof data !== 'string') return;
      hears.forEach((listener) => listener(data));
      wake();
    };
  }

  function add<T>(listeners: Set<T>, listener: T): () => void {
    listen();
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (wakes.size + hides.size + hears.size > 0) return;
      listening?.abort();
      listening = undefined;
      close();
    };
  }

  return {
    onWake: (listener) => add(wakes, listener),
    onHide: (listener) => add(hides, listener),
    onAnnounced: (listener) => add(hears, listener),
    guard: (unsafe) => (unsafe ? addEventListener('beforeunload', ask) : removeEventListener('beforeunload', ask)),
    announce(id) {
      open();
      channel?.postMessage(id);
    },
  };
}
