import type { Cancellation, Http, HttpRequest } from '../../core/index.js';
import type { TestTools } from './test-tools.js';

/** What the other end does with the request. */
export type HttpScenario =
  /** 201 with `{"ok":true}` and the header `ETag: "e"`. */
  | 'answers'
  /** 503 with `Retry-After: 7`. */
  | 'unavailable'
  | 'redirects'
  | 'resets'
  /** Takes the request and never answers. */
  | 'stalls'
  /** Sends the head and half of the announced body, then nothing more. */
  | 'stalls-midway'
  /** Nobody listens. */
  | 'refuses';

export interface HttpStage {
  readonly http: Http;
  readonly url: (scenario: HttpScenario) => string;
  /** What to send: text, or a part of a stored file. */
  readonly request: () => Pick<HttpRequest, 'method' | 'body' | 'multipart'>;
  /** Lets a timeout of this many milliseconds pass. */
  readonly pass: (ms: number) => Promise<void>;
}

/** Everything the core relies on when it sends. */
export function httpContract({ describe, it, expect }: TestTools, name: string, make: () => Promise<HttpStage>): void {
  const timeoutMs = 400;

  async function send(stage: HttpStage, scenario: HttpScenario, cancellation: Cancellation = never) {
    const headers = { 'Yijian-Site': 'demo' };
    const answer = stage.http.send({ ...stage.request(), headers, url: stage.url(scenario), timeoutMs }, { cancellation });
    return { answer };
  }

  describe(`${name} as http`, () => {
    it('gives status, lower-case headers and text of any answer', async () => {
      const stage = await make();
      const { answer } = await send(stage, 'answers');
      expect(await answer).toMatchObject({ status: 201, headers: { etag: '"e"' }, text: '{"ok":true}' });
    });

    it('takes an error status for an answer', async () => {
      const stage = await make();
      const { answer } = await send(stage, 'unavailable');
      expect(await answer).toMatchObject({ status: 503, headers: { 'retry-after': '7' } });
    });

    it('never follows a redirect', async () => {
      const stage = await make();
      const { answer } = await send(stage, 'redirects');
      expect(await answer).toEqual({ status: 0, cause: 'redirect' });
    });

    it.each(['resets', 'refuses'] as const)('calls it a network fault when the other end %s', async (scenario) => {
      const stage = await make();
      const { answer } = await send(stage, scenario);
      expect(await answer).toEqual({ status: 0, cause: 'network' });
    });

    it.each(['stalls', 'stalls-midway'] as const)('gives up in time when the other end %s', async (scenario) => {
      const stage = await make();
      const { answer } = await send(stage, scenario);
      await stage.pass(timeoutMs);
      expect(await answer).toEqual({ status: 0, cause: 'timeout' });
    });

    it('stops at once when cancelled, before and during the exchange', async () => {
      const stage = await make();
      const early = await send(stage, 'stalls', { cancelled: true, onCancel: () => undefined });
      expect(await early.answer).toEqual({ status: 0, cause: 'cancelled' });

      let cancel = () => undefined as void;
      const { answer } = await send(stage, 'stalls', { cancelled: false, onCancel: (listener) => void (cancel = listener) });
      await stage.pass(50);
      cancel();
      expect(await answer).toEqual({ status: 0, cause: 'cancelled' });
    });
  });
}

const never: Cancellation = { cancelled: false, onCancel: () => undefined };
