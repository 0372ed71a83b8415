import type { Http } from '../core/index.js';
import { createSlots } from './slots.js';
import type { ExchangeOptions } from './taro-exchange.js';
import { createTaroText } from './taro-text.js';
import { createTaroUpload, type Lender } from './taro-upload.js';

/** Connections of ours at once; the platform gives the host and us ten together. */
const atOnce = 2;

/** One exchange, one answer: text by `request`, a part of a file by `uploadFile`. */
export function createTaroHttp(options: ExchangeOptions, bytes: Lender): Http {
  const slots = createSlots(atOnce);
  const text = createTaroText(options);
  const upload = createTaroUpload(options, bytes);

  return {
    async send(request, watched) {
      const leave = await slots.take(watched.cancellation);
      if (!leave) return { status: 0, cause: 'cancelled' };
      try {
        return await (request.multipart ? upload : text).send(request, watched);
      } finally {
        leave();
      }
    },
  };
}
