import type { Http } from '../core/index.js';
import { exchange, type ExchangeOptions } from './taro-exchange.js';
import { utf8 } from './utf8.js';

/** Sends JSON text. A redirect is followed by alipay and tt without a word: the answer from there names no id of ours. */
export function createTaroText(options: ExchangeOptions): Http {
  const { env } = options;
  return {
    send: ({ method, url, headers, body, timeoutMs }, { cancellation }) =>
      exchange(options, {
        name: 'request',
        timeoutMs,
        cancellation,
        options: {
          url,
          method,
          header: { ...headers },
          // Before Taro aligned them alipay knew only this name.
          ...(env === 'alipay' ? { headers: { ...headers } } : {}),
          // tt takes objects, which it would write out anew, and bytes.
          ...(body === undefined ? {} : { data: env === 'tt' ? utf8(body).buffer : body }),
          // Else it would be parsed, and an answer that is no JSON would be a failure.
          dataType: 'text',
          responseType: 'text',
          timeout: timeoutMs,
          ...(env === 'weapp' ? { redirect: 'manual' } : {}),
        },
      }),
  };
}
