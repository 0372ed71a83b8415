import { attachmentAnswer, eventAnswer, receipt as receiptSchema, ticketList } from '../contract/answer.js';
import { policy as policySchema } from '../contract/policy.js';
import { formatInstant } from './capture/instant.js';
import { judge } from './deliver/verdict.js';
import type { Exchange, Transport } from './deliver/transport.js';
import type { Cancellation, Clock, Http, HttpAnswer, HttpRequest } from './ports.js';

/** Text is given up after this long without an answer, milliseconds. */
const textTimeout = 20_000;
/** A photo is given up after this long without progress, milliseconds. */
const stallTimeout = 60_000;
/** Browsers share 64 KiB between all requests that outlive their page. */
const keepaliveLimit = 60_000;

export interface TransportOptions {
  readonly endpoint: string;
  readonly site: string;
  readonly locale: string;
  readonly http: Http;
  readonly clock: Clock;
  /** Bearer token of the host, while it gave one. */
  readonly token: () => string | null;
  /** Told the server's clock whenever an answer shows it, milliseconds. */
  readonly onServerTime: (serverNow: number) => void;
}

const never: Cancellation = { cancelled: false, onCancel: () => undefined };

export function createTransport({ endpoint, site, locale, http, clock, token, onServerTime }: TransportOptions): Transport {
  const base = endpoint.replace(/\/+$/, '');
  let roundTrip: number | undefined;

  async function send(
    request: Omit<HttpRequest, 'headers' | 'url' | 'timeoutMs'> & { path: string },
    headers: Record<string, string>,
    bearer: string | null,
    exchange: Exchange,
  ): Promise<HttpAnswer> {
    const { path, ...rest } = request;
    const began = clock.monotonic();
    const answer = await http.send(
      {
        ...rest,
        url: base + path,
        timeoutMs: rest.multipart ? stallTimeout : textTimeout,
        ...(exchange.keepalive && rest.body !== undefined && rest.body.length * 3 < keepaliveLimit ? { keepalive: true } : {}),
        headers: {
          ...headers,
          'Yijian-Site': site,
          'Yijian-Sent-At': formatInstant(clock.now(), clock.offsetMinutes(clock.now())),
          'Accept-Language': locale,
          ...(roundTrip === undefined ? {} : { 'Yijian-Rtt': String(Math.round(roundTrip)) }),
          ...(rest.body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
        },
      },
      exchange.onProgress
        ? { cancellation: exchange.cancellation, onProgress: exchange.onProgress }
        : { cancellation: exchange.cancellation },
    );
    if (!('cause' in answer)) {
      if (!rest.multipart) roundTrip = clock.monotonic() - began;
      const date = Date.parse(answer.headers['date'] ?? '');
      if (!Number.isNaN(date)) onServerTime(date);
    }
    return answer;
  }

  return {
    async submit(message, customerToken, exchange) {
      const answer = await send(
        { method: 'POST', path: '/v1/feedback', body: message.text },
        { 'Idempotency-Key': message.id },
        customerToken ? token() : null,
        exchange,
      );
      return judge(answer, clock.now(), (body) => {
        const read = receiptSchema.safeParse(body);
        if (!read.success || read.data.id !== message.id) return undefined;
        const received = Date.parse(read.data.receivedAt);
        if (!('cause' in answer) && answer.status === 201 && !Number.isNaN(received)) onServerTime(received);
        return read.data;
      });
    },

    async addEvent(feedbackId, message, statusToken, exchange) {
      const answer = await send(
        { method: 'POST', path: `/v1/feedback/${feedbackId}/events`, body: message.text },
        { 'Idempotency-Key': message.id },
        statusToken,
        exchange,
      );
      return judge(answer, clock.now(), (body) => {
        const read = eventAnswer.safeParse(body);
        return read.success && read.data.id === message.id ? { receipt: null, need: undefined } : undefined;
      });
    },

    async upload(feedbackId, file, key, chunk, statusToken, exchange) {
      const { id, size, offset, digest = '', mime = 'application/octet-stream' } = file;
      const length = Math.min(chunk, size - offset);
      const parts: Record<string, string> = length < size ? { offset: String(offset), total: String(size) } : {};
      const fields = { sha256: digest, ...parts };
      const answer = await send(
        {
          method: 'POST',
          path: `/v1/feedback/${feedbackId}/attachments/${id}`,
          multipart: { fields, file: { key, mime, name: `${id}.${mime.split('/')[1] ?? 'bin'}`, offset, length } },
        },
        {},
        statusToken,
        exchange,
      );
      return judge(answer, clock.now(), (body) => {
        const read = attachmentAnswer.safeParse(body);
        if (!read.success || read.data.id !== id) return undefined;
        if (read.data.sha256 === digest) return { offset: size };
        // All bytes without the digest are not all there yet.
        return typeof read.data.offset === 'number' && read.data.offset >= 0 && read.data.offset < size
          ? { offset: read.data.offset }
          : undefined;
      });
    },

    async tickets(tokens) {
      const answer = await send({ method: 'POST', path: '/v1/tickets', body: JSON.stringify({ tokens }) }, {}, null, {
        cancellation: never,
      });
      const verdict = judge(answer, clock.now(), (body) => {
        const read = ticketList.safeParse(body);
        return read.success ? read.data.tickets : undefined;
      });
      return verdict.is === 'accepted' ? verdict.answer : undefined;
    },

    async policy(etag) {
      const answer = await send(
        { method: 'GET', path: `/v1/policy?site=${encodeURIComponent(site)}` },
        etag ? { 'If-None-Match': etag } : {},
        null,
        { cancellation: never },
      );
      if (!('cause' in answer) && answer.status === 304) return 'unchanged';
      const verdict = judge(answer, clock.now(), (body) => {
        const read = policySchema.safeParse(body);
        return read.success ? read.data : undefined;
      });
      return verdict.is === 'accepted' && !('cause' in answer) ? { policy: verdict.answer, etag: answer.headers['etag'] } : undefined;
    },
  };
}
