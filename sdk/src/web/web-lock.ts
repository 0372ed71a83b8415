import type { Lock } from '../core/index.js';
import { createLock } from '../memory/index.js';

/** Web Locks between tabs; where there are none, work is kept apart on this page only. */
export function createWebLock(): Lock {
  const local = createLock();

  return {
    async tryRun(name, work) {
      if (!navigator.locks) return local.tryRun(name, work);
      let working: Promise<void> | undefined;
      let free = true;
      const over = new AbortController();
      const denied = await navigator.locks
        .request(name, { ifAvailable: true }, (lock) => {
          free = lock !== null;
          if (!free) return undefined;
          working = work().finally(() => over.abort());
          // A held lock keeps the page out of the back/forward cache: it is let go even if the work goes on.
          return Promise.race([working, left(over.signal)]);
        })
        .then(
          () => false,
          // Either the work failed, which comes out below, or locks are denied, as in a frame without an origin.
          () => free && !working,
        );
      if (denied) return local.tryRun(name, work);
      await working;
      return free;
    },
  };
}

function left(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => addEventListener('pagehide', resolve, { once: true, signal }));
}
