import ky from 'ky';
import type { Clock, Http, HttpAnswer } from '../core/index.js';
import { failureCause } from './web-connectivity.js';

/** Above this many bytes the browser refuses to finish a request for a page that is gone. */
const keepaliveLimit = 60_000;

/** Sends text. One exchange, one answer: retries are the relay's. */
export function createKyHttp(clock: Clock): Http {
  return {
    async send({ method, url, headers, body, timeoutMs, keepalive = false }, { cancellation }): Promise<HttpAnswer> {
      if (cancellation.cancelled) return { status: 0, cause: 'cancelled' };
      const controller = new AbortController();
      let cause: 'timeout' | 'cancelled' | undefined;
      const giveUp = (why: 'timeout' | 'cancelled') => {
        cause ??= why;
        controller.abort();
      };
      const stop = clock.after(timeoutMs, () => giveUp('timeout'));
      cancellation.onCancel(() => giveUp('cancelled'));
      try {
        const response = await ky(url, {
          method,
          headers: { ...headers },
          ...(body === undefined ? {} : { body }),
          retry: 0,
          // ky's own timeout ends with the head of the answer; ours covers the body too.
          timeout: false,
          throwHttpErrors: false,
          redirect: 'manual',
          credentials: 'omit',
          cache: 'no-store',
          referrerPolicy: 'strict-origin-when-cross-origin',
          keepalive: keepalive && body !== undefined && new Blob([body]).size < keepaliveLimit,
          // Given as an option the signal would need `AbortSignal.any`, which browsers have only since 2024.
          fetch: (input, init) => fetch(input, { ...init, signal: controller.signal }),
        });
        if (response.type === 'opaqueredirect') return { status: 0, cause: 'redirect' };
        return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
      } catch {
        // The browser tells no more than that it failed.
        return { status: 0, cause: cause ?? failureCause() };
      } finally {
        stop();
      }
    },
  };
}
