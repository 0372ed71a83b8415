/** Virtual time: events run in order of time, each followed by everything that it set in motion. */
export interface Scheduler {
  /** Milliseconds since the start of the history; never goes back. */
  readonly time: number;
  at(delay: number, call: () => void): () => void;
  /** Runs events until `time` or until there are none. */
  runUntil(time: number): Promise<void>;
}

interface Event {
  readonly time: number;
  readonly order: number;
  readonly call: () => void;
}

/** Ends after every promise that is settled now has been seen by all who wait for it. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

export function createScheduler(): Scheduler {
  let events: Event[] = [];
  let time = 0;
  let order = 0;
  return {
    get time() {
      return time;
    },
    at(delay, call) {
      const event = { time: time + Math.max(0, delay), order: order++, call };
      const index = events.findIndex((other) => other.time > event.time);
      if (index < 0) events.push(event);
      else events.splice(index, 0, event);
      return () => {
        events = events.filter((other) => other !== event);
      };
    },
    async runUntil(end) {
      await settle();
      for (let event = events[0]; event && event.time <= end; event = events[0]) {
        events.shift();
        time = event.time;
        event.call();
        await settle();
      }
      time = Math.max(time, end);
    },
  };
}
