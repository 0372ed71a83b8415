/** Everything that the app's code is woken by goes through here, so that it can be held while the app is suspended. */
export interface Suspendable {
  run(job: () => void): void;
  suspend(): void;
  /** Runs what was held, in its order. */
  resume(): void;
  /** Puts timers that wait their turn in place of the browser's. */
  installTimers(): void;
}

export function createSuspendable(): Suspendable {
  const { setTimeout, setInterval, clearTimeout } = globalThis;
  let suspended = false;
  let held: { readonly timer?: number; readonly job: () => void }[] = [];

  const run = (job: () => void, timer?: number): void => {
    if (suspended) held.push({ job, ...(timer === undefined ? {} : { timer }) });
    else job();
  };
  const clear = (timer?: number): void => {
    clearTimeout(timer);
    held = held.filter((waiting) => waiting.timer !== timer);
  };
  const timers =
    (start: (job: () => void, ms?: number) => unknown) =>
    (job: (...values: unknown[]) => void, ms?: number, ...values: unknown[]): number => {
      // DOM typings call it a number, Node's an object; this runs in a browser.
      const timer = Number(start(() => run(() => job(...values), timer), ms));
      return timer;
    };

  return {
    run,
    suspend: () => void (suspended = true),
    resume() {
      suspended = false;
      while (held.length > 0) held.shift()?.job();
    },
    installTimers: () =>
      void Object.assign(globalThis, {
        setTimeout: timers(setTimeout),
        setInterval: timers(setInterval),
        clearTimeout: clear,
        clearInterval: clear,
      }),
  };
}
