import { isFeedbackError, type Clock, type Http, type HttpAnswer } from '../core/index.js';
import type { ReadableByteStore } from '../memory/index.js';
import { failureCause } from './web-connectivity.js';

/**
 * Sends a part of a file as multipart.
 * XMLHttpRequest and not fetch, because fetch tells nothing about upload progress: neither the customer nor the stall timeout could see it.
 */
export function createXhrUpload(clock: Clock, bytes: ReadableByteStore<Blob>): Http {
  return {
    async send({ method, url, headers, multipart, timeoutMs }, { cancellation, onProgress }): Promise<HttpAnswer> {
      const form = new FormData();
      const length = multipart?.file.length ?? 0;
      if (multipart) {
        const { fields, file } = multipart;
        for (const [name, value] of Object.entries(fields)) form.append(name, value);
        try {
          const part = await bytes.read(file.key, file.offset, length);
          if (part.size !== length) return { status: 0, cause: 'unreadable' };
          form.append('file', part.slice(0, length, file.mime), file.name);
        } catch (error) {
          if (!isFeedbackError(error)) throw error;
          return { status: 0, cause: 'unreadable' };
        }
      }
      if (cancellation.cancelled) return { status: 0, cause: 'cancelled' };

      return new Promise((resolve) => {
        const xhr = new XMLHttpRequest();
        let stop = () => undefined as void;
        const end = (answer: HttpAnswer) => {
          stop();
          resolve(answer);
          // Nothing happens when it is done already.
          xhr.abort();
        };
        const moved = () => {
          stop();
          stop = clock.after(timeoutMs, () => end({ status: 0, cause: 'timeout' }));
        };
        cancellation.onCancel(() => end({ status: 0, cause: 'cancelled' }));
        xhr.upload.onprogress = ({ loaded, total }) => {
          moved();
          // `total` counts the fields and boundaries too.
          onProgress?.(Math.max(0, Math.min(length, loaded - (total - length))));
        };
        xhr.onprogress = moved;
        xhr.onerror = () => end({ status: 0, cause: failureCause() });
        xhr.onload = () => {
          // It cannot be told not to follow a redirect: an answer from another address is none.
          const here = new URL(url, location.href);
          here.hash = '';
          end(
            xhr.responseURL === here.href
              ? { status: xhr.status, headers: headersOf(xhr), text: xhr.responseText }
              : { status: 0, cause: 'redirect' },
          );
        };
        moved();
        try {
          xhr.open(method, url);
          for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
          xhr.send(form);
        } catch {
          // Blocked by a policy of the page before it began.
          end({ status: 0, cause: 'network' });
        }
      });
    },
  };
}

function headersOf(xhr: XMLHttpRequest): Record<string, string> {
  const lines = xhr.getAllResponseHeaders().matchAll(/^(.+?): *(.*?)\r?$/gm);
  return Object.fromEntries([...lines].map(([, name = '', value = '']) => [name.toLowerCase(), value]));
}
