import type { Call, DeviceNews, Outcome } from './messages.js';

type Args = Call['args'];

/** Options as the platform's functions take them. */
export interface Options {
  readonly success?: (answer: object) => void;
  readonly fail?: (answer: object) => void;
  readonly complete?: (answer: object) => void;
  readonly [name: string]: unknown;
}

/** Carries calls out of the logic thread and their answers back in. */
export interface Bridge {
  /** A function that calls back, or returns a promise when it is given nothing to call. */
  asynchronous(name: string, work?: (args: Args) => Outcome): (options?: Options) => Promise<object> | undefined;
  /** A function that returns a task. */
  task(name: string): (options: Options) => object;
  send(name: string, args: Args, end: (outcome: Outcome) => void): number;
  answer(id: number, outcome: Outcome): void;
  news(message: Extract<DeviceNews, { type: 'task' }>): void;
}

export function createBridge(post: (call: Call) => void): Bridge {
  const waiting = new Map<number, (outcome: Outcome) => void>();
  const watching = new Map<number, Record<'headers' | 'progress', Set<(detail: unknown) => void>>>();
  let calls = 0;

  function send(name: string, args: Args, end: (outcome: Outcome) => void): number {
    const id = ++calls;
    waiting.set(id, end);
    post({ id, name, args });
    return id;
  }

  const told =
    (name: string, then: (answer: object, failed: boolean) => void) =>
    (outcome: Outcome): void => {
      if ('fault' in outcome) {
        const { reason, errno } = outcome.fault;
        then({ errMsg: `${name}:fail ${reason}`, ...(errno === undefined ? {} : { errno }) }, true);
      } else then({ ...(outcome.result as object), errMsg: `${name}:ok` }, false);
    };
  const callBack =
    ({ success, fail, complete }: Options) =>
    (answer: object, failed: boolean): void => {
      (failed ? fail : success)?.(answer);
      complete?.(answer);
    };

  return {
    asynchronous(name, work) {
      const begin = (args: Args, end: (outcome: Outcome) => void): void => {
        // Never before the function has returned.
        if (work) setTimeout(end, 0, work(args));
        else send(name, args, end);
      };
      return (options = {}) => {
        if (options.success || options.fail || options.complete) return void begin(options, told(name, callBack(options)));
        return new Promise((resolve, reject) =>
          begin(
            options,
            told(name, (answer, failed) => (failed ? reject(answer as Error) : resolve(answer))),
          ),
        );
      };
    },
    task: (name) => (options) => {
      const heard = { headers: new Set<(detail: unknown) => void>(), progress: new Set<(detail: unknown) => void>() };
      const id = send(name, options, (outcome) => {
        watching.delete(id);
        told(name, callBack(options))(outcome);
      });
      watching.set(id, heard);
      return {
        abort: () => void send('abort', { id }, () => undefined),
        onHeadersReceived: (hear: (detail: unknown) => void) => void heard.headers.add(hear),
        offHeadersReceived: (hear: (detail: unknown) => void) => void heard.headers.delete(hear),
        onProgressUpdate: (hear: (detail: unknown) => void) => void heard.progress.add(hear),
        offProgressUpdate: (hear: (detail: unknown) => void) => void heard.progress.delete(hear),
      };
    },
    send,
    answer(id, outcome) {
      const end = waiting.get(id);
      waiting.delete(id);
      end?.(outcome);
    },
    news({ id, event, detail }) {
      for (const hear of watching.get(id)?.[event] ?? []) hear(detail);
    },
  };
}
