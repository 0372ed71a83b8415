import type { Cancellation } from '../core/index.js';

/** Lets so many in at once; the others wait in order. */
export interface Slots {
  /** @returns what gives the slot back, or undefined when the wait was cancelled */
  take(cancellation: Cancellation): Promise<(() => void) | undefined>;
}

export function createSlots(count: number): Slots {
  const waiting: (() => void)[] = [];
  let free = count;

  const give = () => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };

  return {
    async take(cancellation) {
      if (cancellation.cancelled) return undefined;
      if (free > 0) {
        free--;
        return give;
      }
      return new Promise((resolve) => {
        const enter = () => resolve(give);
        waiting.push(enter);
        cancellation.onCancel(() => {
          const at = waiting.indexOf(enter);
          if (at < 0) return;
          waiting.splice(at, 1);
          resolve(undefined);
        });
      });
    },
  };
}
