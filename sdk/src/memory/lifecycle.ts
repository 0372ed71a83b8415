import type { Lifecycle } from '../core/index.js';

/** A lifecycle that is moved by hand; those made with the same `tabs` hear each other. */
export interface ManualLifecycle extends Lifecycle {
  /** What `guard` was last told. */
  readonly guarded: boolean;
  wake(): void;
  hide(): void;
}

interface Tab {
  readonly wakes: Set<() => void>;
  readonly hears: Set<(id: string) => void>;
}

export function createLifecycle(tabs: Set<unknown> = new Set()): ManualLifecycle {
  const hides = new Set<() => void>();
  const own: Tab = { wakes: new Set(), hears: new Set() };
  let guarded = false;
  tabs.add(own);

  return {
    get guarded() {
      return guarded;
    },
    guard: (unsafe) => void (guarded = unsafe),
    onWake: (listener) => listen(own.wakes, listener),
    onHide: (listener) => listen(hides, listener),
    onAnnounced: (listener) => listen(own.hears, listener),
    announce(id) {
      for (const tab of tabs as Set<Tab>) {
        if (tab === own) continue;
        for (const hear of tab.hears) hear(id);
        for (const wake of tab.wakes) wake();
      }
    },
    wake() {
      for (const wake of own.wakes) wake();
    },
    hide() {
      for (const hide of hides) hide();
    },
  };
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
