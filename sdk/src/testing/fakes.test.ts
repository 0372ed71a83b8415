import { describe, expect, it } from 'vitest';
import { createByteStore } from '../memory/index.js';
import {
  clockContract,
  createFakeClock,
  createFakeImage,
  createScriptedBackend,
  fakePicture,
  httpContract,
  imageContract,
  readFakePicture,
  type Fault,
  type HttpScenario,
} from './index.js';

const tests = { describe, it, expect };

clockContract(tests, 'the fake clock', () => {
  const clock = createFakeClock();
  return { clock, pass: (ms) => clock.advance(ms) };
});

const faults: Record<HttpScenario, Fault | undefined> = {
  answers: undefined,
  unavailable: { type: 'status', status: 503, retryAfter: '7' },
  redirects: { type: 'redirect' },
  resets: { type: 'reset' },
  stalls: { type: 'stall' },
  'stalls-midway': { type: 'stall', after: true },
  refuses: { type: 'refuse' },
};

function backendOf(fault?: (path: string) => Fault | undefined) {
  const clock = createFakeClock();
  const bytes = createByteStore<Blob>();
  const backend = createScriptedBackend({ clock, read: bytes.read, ...(fault ? { fault: ({ path }) => fault(path) } : {}) });
  return { clock, bytes, backend };
}

httpContract(tests, 'the scripted backend', async () => {
  const { clock, backend } = backendOf((path) => faults[path.slice(4) as HttpScenario]);
  const http = {
    ...backend,
    // The contract's server answers anything; protocol v1 knows no such path.
    send: async (...sent: Parameters<typeof backend.send>) => {
      const answer = await backend.send(...sent);
      return 'headers' in answer && answer.status === 404 ? { status: 201, headers: { etag: '"e"' }, text: '{"ok":true}' } : answer;
    },
  };
  return {
    http,
    url: (scenario) => `https://shop.example/v1/${scenario}`,
    request: () => ({ method: 'POST', body: '{}' }),
    pass: (ms) => clock.advance(ms),
  };
});

imageContract(tests, 'the fake image port', async () => {
  const bytes = createByteStore<Blob>();
  return {
    image: createFakeImage(bytes),
    bytes,
    picture: async ({ decodable = true, animated = false, ...wish }) => fakePicture({ ...wish, decodable, animated, size: 400_000 }),
    hasMetadata: async (key) => readFakePicture(new Uint8Array(await (await bytes.read(key)).arrayBuffer()))?.metadata === true,
  };
});

describe('the scripted backend', () => {
  const cancellation = { cancelled: false, onCancel: () => undefined };
  const id = '01900000-0000-7000-8000-000000000001';
  const photo = '01900000-0000-7000-8000-000000000002';
  const text = JSON.stringify({ id, attachments: [{ id: photo, kind: 'photo' }] });

  function post(backend: ReturnType<typeof backendOf>['backend'], path: string, body: string) {
    return backend.send(
      { method: 'POST', url: `https://shop.example/base/v1/${path}`, headers: {}, body, timeoutMs: 20_000 },
      { cancellation },
    );
  }

  it('keeps one row an id, echoes it with the current need, and counts repeats', async () => {
    const { backend } = backendOf();
    expect(await post(backend, 'feedback', text)).toMatchObject({ status: 201 });
    const again = await post(backend, 'feedback', text);
    expect(again).toMatchObject({ status: 200 });
    expect(JSON.parse('text' in again ? again.text : '')).toMatchObject({ id, need: [photo] });
    expect(await post(backend, 'feedback', `${text} `)).toMatchObject({ status: 422 });
    expect(backend.rows.size).toBe(1);
    expect(backend.repeats).toBe(1);
  });

  it('does its work before a reset that comes after the commit, and not before one that comes earlier', async () => {
    const { backend } = backendOf();
    backend.script({ type: 'reset' }, { type: 'reset', after: true });
    expect(await post(backend, 'feedback', text)).toEqual({ status: 0, cause: 'network' });
    expect(backend.rows.size).toBe(0);
    expect(await post(backend, 'feedback', text)).toEqual({ status: 0, cause: 'network' });
    expect(backend.rows.size).toBe(1);
  });

  it('takes a file in parts, tells the next offset, and stores it only if the digest is right', async () => {
    const { backend, bytes } = backendOf();
    await post(backend, 'feedback', text);
    await bytes.put('p', new Blob(['abcdef']));
    const send = (offset: number, length: number, sha256: string) =>
      backend.send(
        {
          method: 'POST',
          url: `https://shop.example/v1/feedback/${id}/attachments/${photo}`,
          headers: {},
          timeoutMs: 60_000,
          multipart: {
            fields: { sha256, offset: String(offset), total: '6' },
            file: { key: 'p', mime: 'image/jpeg', name: 'p.jpeg', offset, length },
          },
        },
        { cancellation },
      );
    const digest = await bytes.digest('p');
    expect(await send(3, 3, digest)).toMatchObject({ status: 200, text: JSON.stringify({ id: photo, offset: 0 }) });
    expect(await send(0, 4, digest)).toMatchObject({ status: 200, text: JSON.stringify({ id: photo, offset: 4 }) });
    expect(await send(4, 2, 'f'.repeat(64))).toMatchObject({ status: 400 });
    expect(await send(0, 6, digest)).toMatchObject({ status: 201 });
    expect(await send(0, 6, digest)).toMatchObject({ status: 200 });
    const row = backend.rows.get(id);
    expect(new TextDecoder().decode(row?.files.get(photo)?.bytes)).toBe('abcdef');
    expect(JSON.parse(((await post(backend, 'feedback', text)) as { text: string }).text)).toMatchObject({ need: [] });
  });

  it('asks for the feedback again when an event comes for one it does not know', async () => {
    const { backend } = backendOf();
    const answer = await post(backend, `feedback/${id}/events`, JSON.stringify({ id: photo, type: 'withdrawn' }));
    expect(answer).toMatchObject({ status: 409, text: expect.stringContaining('missing-feedback') as string });
  });
});
