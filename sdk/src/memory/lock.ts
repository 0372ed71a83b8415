import type { Lock } from '../core/index.js';

/** Keeps work under one name apart on this page only. */
export function createLock(): Lock {
  const taken = new Set<string>();
  return {
    async tryRun(name, work) {
      if (taken.has(name)) return false;
      taken.add(name);
      try {
        await work();
        return true;
      } finally {
        taken.delete(name);
      }
    },
  };
}
