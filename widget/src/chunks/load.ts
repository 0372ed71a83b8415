import { emit } from './page.js';
import { registry } from './seam.js';

/** Milliseconds until a file that does not come is given up; should it come later, it is still used. */
const patience = 30_000;
/** Milliseconds before the second try. */
const pause = 1000;

const loads = new Map<string, Promise<void>>();
/** Held here until they came: WebKit collects an element that stands nowhere, and nobody hears that its script has run. */
const asked = new Set<HTMLScriptElement>();
let refused = false;

addEventListener('securitypolicyviolation', ({ blockedURI, sample }) => {
  refused ||= sample === 'yijian' || blockedURI.startsWith(new URL('.', registry._script.src).href);
});

/** URL of a file of ours, as Trusted Types want it: made from its hash, and from nothing else. */
export function url(hash: string): string {
  return (registry._policy ?? registry).createScriptURL(hash);
}

/** Runs a chunk once, with a second try; a later call begins anew. Rejects with an error named `csp`, `offline`, `timeout` or `blocked`, and tells it on the trigger. */
export function need(trigger: HTMLElement, hash: string): Promise<void> {
  let load = loads.get(hash);
  if (!load) {
    load = attempt(hash)
      .catch(() => new Promise((resolve) => setTimeout(resolve, pause)).then(() => attempt(hash)))
      .catch((cause: unknown) => {
        loads.delete(hash);
        const reason = refused ? 'csp' : navigator.onLine ? String(cause) : 'offline';
        emit(trigger, 'error', reason);
        throw new Error(reason);
      });
    loads.set(hash, load);
  }
  return load;
}

function attempt(hash: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.onload = () => resolve();
    // eslint-disable-next-line prefer-promise-reject-errors
    script.onerror = () => reject('blocked');
    setTimeout(() => {
      asked.delete(script);
      // eslint-disable-next-line prefer-promise-reject-errors
      reject('timeout');
    }, patience);
    script.integrity = `sha256-${hash}`;
    script.crossOrigin = '';
    script.nonce = registry._script.nonce;
    script.src = url(hash);
    asked.add(script);
    document.head.append(script);
    // What was asked for runs all the same.
    script.remove();
  });
}
