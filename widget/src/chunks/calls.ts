import { type FeedbackEvents, type FeedbackOptions, type TapInput, thumbRating } from '@yijian/sdk/web';
import type { Call } from '../loader/registry.js';
import { configured, connect, connected, welcome } from './connect.js';
import { read } from './page.js';
import { registry } from './seam.js';

type Listener<K extends keyof FeedbackEvents> = (value: FeedbackEvents[K]) => void;

const client = () => connect(registry._script);

/** What `window.yijian(name, …)` can do, in the site of the script tag. */
const commands: Readonly<Record<string, (...values: never[]) => unknown>> = {
  /** Before anything else: options that attributes cannot hold. */
  configure({ site = read(registry._script)['site'] ?? '', ...options }: Partial<FeedbackOptions>) {
    if (connected.has(site)) throw new Error('yijian: "configure" came too late, see "identify"');
    Object.assign((configured[site] ??= {}), options);
  },
  /** `rating` may be 1 or −1 for a thumb. */
  tap: async ({ rating, ...input }: Omit<TapInput, 'rating'> & { rating: TapInput['rating'] | 1 | -1 }) =>
    (await client()).tap({ ...input, rating: typeof rating === 'number' ? thumbRating(rating) : rating }),
  /** For an element with the attributes of an own trigger, or for the attributes alone. */
  open(from: HTMLElement | Readonly<Record<string, string>> = {}) {
    if (from instanceof HTMLElement) return registry._open(from);
    const trigger = document.createElement('span');
    for (const [name, value] of Object.entries(from)) trigger.setAttribute(name, value);
    registry._open(trigger);
  },
  on: async <K extends keyof FeedbackEvents>(type: K, listener: Listener<K>) => (await client()).on(type, listener),
  list: async () => (await client()).outbox.list(),
  flush: async () => (await client()).outbox.flush(),
  /** Whether the customer agreed to the privacy notice, for `consent="required"`. */
  consent: async (given: boolean) => (await client()).consent(given),
  /** Sign-in without a new page. */
  identify: (customer?: string | null) => welcome('identify', customer),
  /** Sign-out, and sign-in of the customer who is named. */
  reset: (customer?: string | null) => welcome('reset', customer),
};

/** Runs the calls that waited, in order, and from now on each at once. */
export function takeCalls(): void {
  const waiting = registry._calls.splice(0);
  registry._calls.push = (...calls) => {
    for (const call of calls) run(call);
    return 0;
  };
  for (const call of waiting) run(call);
}

function run(call: Call): void {
  // Refused meanwhile.
  if (call._resolve && !call._reject) return;
  const [name, ...values] = Array.from(call);
  const command = typeof name === 'string' && Object.keys(commands).includes(name) ? commands[name] : undefined;
  Promise.resolve()
    .then(() => {
      if (!command) throw new TypeError(`yijian: there is no call "${String(name)}"`);
      return command(...(values as never[]));
    })
    .then(
      (value) => call._resolve?.(value),
      // A call made before the loader came has nobody who waits for it.
      (error: unknown) => (call._reject ? call._reject(error) : console.warn(error)),
    );
}
