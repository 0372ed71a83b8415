import { describe, expect, test } from 'vitest';
import type { Fault } from '../../testing/index.js';
import { createDevice, thumb, type Device, type Page } from '../device.fixture.js';

const minute = 60_000;
const hour = 60 * minute;
const good = { rating: thumb(1) };

/** Milliseconds between the attempts to hand in a feedback. */
function waits(device: Device): number[] {
  const times = device.requests('/v1/feedback').map(({ at }) => at);
  return times.slice(1).map((at, index) => at - (times[index] ?? 0));
}

const stateOf = async (page: Page, id: string) => (await page.client.outbox.get(id))?.state;

describe('a feedback that could not be handed in', () => {
  test('is tried after growing waits within full jitter: 500 five times, then fine (6)', async () => {
    for (const random of [0.001, 0.5, 0.999]) {
      const device = createDevice();
      device.random = () => random;
      const page = device.open();
      device.backend.script(...Array.from({ length: 5 }, () => ({ type: 'status', status: 500 }) as const));
      const { id } = await page.client.tap(good);
      await device.until(() => device.backend.rows.has(id));
      const ceilings = [1_000, 2_000, 4_000, 8_000, 16_000];
      // A run of the relay is never closer than 20 ms to the one before.
      expect(waits(device)).toEqual(ceilings.map((ceiling) => Math.max(20, Math.floor(random * ceiling))));
      expect(await stateOf(page, id)).toBe('received');
      expect(device.backend.rows.size).toBe(1);
    }
  });

  test('waits five minutes at the longest when the backend stays away', async () => {
    const device = createDevice();
    device.random = () => 0.999;
    const page = device.open();
    device.backend.script(...Array.from({ length: 14 }, () => ({ type: 'refuse' }) as const));
    const { id } = await page.client.tap(good);
    await device.until(() => device.backend.rows.has(id), 2 * hour);
    expect(Math.max(...waits(device))).toBeLessThanOrEqual(300_000);
    expect(waits(device).filter((wait) => wait > 290_000)).toHaveLength(14 - 9);
  });

  test.each<[string, Fault]>([
    ['refused at the door', { type: 'refuse' }],
    ['reset before the body (4)', { type: 'reset' }],
    ['reset after the commit (5)', { type: 'reset', after: true }],
    ['500 after the commit (7)', { type: 'status', status: 500, after: true }],
    ['an answer cut after one character (13)', { type: 'cut', length: 1 }],
    ['an answer cut in the middle', { type: 'cut', length: 40 }],
    ['a sign-in page that answers 200 (14)', { type: 'captive' }],
    ['a redirect to a sign-in page (15)', { type: 'redirect' }],
    ['in progress', { type: 'status', status: 409, problem: 'in-progress' }],
    ['too early', { type: 'status', status: 425 }],
    ['a stalled connection (12)', { type: 'stall' }],
    ['a stalled answer', { type: 'stall', after: true }],
    ['30 s of patience (11)', { type: 'slow', ms: 30_000 }],
  ])('survives %s: one row, one id, the same bytes', async (_, fault) => {
    const device = createDevice();
    const page = device.open();
    device.backend.script(fault, fault);
    const { id } = await page.client.tap(good);
    await device.until(() => device.requests('/v1/feedback').length === 2);
    expect(await stateOf(page, id)).not.toBe('received');
    await device.until(async () => (await stateOf(page, id)) === 'received');
    expect(device.backend.rows.size).toBe(1);
    const bodies = device.requests('/v1/feedback').map(({ body, headers }) => [headers['Idempotency-Key'], body]);
    expect(bodies).toHaveLength(3);
    expect(new Set(bodies.map(([key]) => key))).toEqual(new Set([id]));
    expect(new Set(bodies.map(([, body]) => body)).size).toBe(1);
  });

  test('is given up after 20 s without an answer (11)', async () => {
    const device = createDevice();
    device.random = () => 0;
    const page = device.open();
    device.backend.script({ type: 'stall' });
    const { id } = await page.client.tap(good);
    await device.until(() => device.backend.rows.has(id));
    expect(waits(device)).toHaveLength(1);
    expect(waits(device)[0]).toBeCloseTo(20_000, -2);
  });

  test('is not taken for received when another id is echoed', async () => {
    const device = createDevice();
    const http = {
      send: async () => ({ status: 201, headers: {}, text: '{"id":"other","ref":"A1","receivedAt":"2026-11-22T10:00:00Z"}' }),
    };
    const page = device.open({}, { http });
    const { id } = await page.client.tap(good);
    await device.clock.advance(minute);
    expect(await stateOf(page, id)).toBe('saved');
    expect((await device.stored(id)).state).toBe('queued');
  });
});

describe('Retry-After', () => {
  const pageWith = async (retryAfter: string, status = 503) => {
    const device = createDevice();
    const page = device.open();
    device.backend.script({ type: 'status', status, retryAfter });
    const { id } = await page.client.tap(good);
    await device.clock.settle();
    return { device, page, id };
  };

  test.each([0, 0.5, 0.999])('120 s: none before 120 s, none after 150 s (8), at chance %f', async (random) => {
    const device = createDevice();
    device.random = () => random;
    const page = device.open();
    device.backend.script({ type: 'status', status: 503, retryAfter: '120' });
    const { id } = await page.client.tap(good);
    await device.clock.advance(119_999);
    expect(device.requests('/v1/feedback')).toHaveLength(1);
    await device.clock.advance(150_000 - 119_999);
    expect(device.requests('/v1/feedback')).toHaveLength(2);
    expect(await stateOf(page, id)).toBe('received');
  });

  test('is shortened by no wake, no flush, no second tap and no detail', async () => {
    const { device, page, id } = await pageWith('120', 429);
    page.lifecycle.wake();
    await page.client.outbox.flush();
    await page.client.tap({ id, rating: thumb(1) });
    await page.client.details(id, { text: 'more' });
    await device.clock.advance(119_000);
    expect(device.requests('/v1/feedback')).toHaveLength(1);
    await device.until(() => device.backend.rows.has(id));
  });

  test('as a date, on a device whose clock is an hour behind (9)', async () => {
    const device = createDevice();
    const server = device.clock.now();
    device.clock.jump(-hour);
    const answers = [
      { status: 429, headers: { date: new Date(server).toUTCString(), 'retry-after': new Date(server + 120_000).toUTCString() }, text: '' },
    ];
    const page = device.open(
      {},
      {
        http: {
          send: async (request, watched) => {
            const answer = await device.backend.send(request, watched);
            return answers.shift() ?? answer;
          },
        },
      },
    );
    await page.client.tap(good);
    await device.clock.advance(119_000);
    expect(device.requests('/v1/feedback')).toHaveLength(1);
    await device.clock.advance(31_000);
    expect(device.requests('/v1/feedback')).toHaveLength(2);
  });

  test.each(['315360000', 'Fri, 20 Nov 2036 10:00:00 GMT'])('of ten years (%s) is believed for an hour (10)', async (retryAfter) => {
    const { device, id } = await pageWith(retryAfter);
    await device.clock.advance(hour - 1_000);
    expect(device.requests('/v1/feedback')).toHaveLength(1);
    await device.clock.advance(2_000);
    expect(device.backend.rows.has(id)).toBe(true);
  });
});

describe('a feedback that was refused', () => {
  const refuseOne = (device: Device, status: number, problem: string, text: string): Partial<Parameters<Device['open']>[1]> => ({
    http: {
      send: (request, watched) => {
        if (request.url.endsWith('/v1/feedback') && request.body?.includes(text))
          device.backend.script({ type: 'status', status, problem });
        return device.backend.send(request, watched);
      },
    },
  });

  test.each([
    [400, 'invalid-body'],
    [415, 'unsupported'],
    [422, 'key-reused'],
    [413, 'too-large'],
  ])('with %i is kept and shown, also after a restart, while nine others go (17, 22)', async (status, problem) => {
    const device = createDevice();
    device.online = false;
    const page = device.open({}, refuseOne(device, status, problem, 'number 3'));
    const ids: string[] = [];
    for (let number = 0; number < 10; number++) {
      const { id } = await page.client.tap(good);
      await page.client.details(id, { text: `number ${number}` });
      ids.push(id);
    }
    const shown: string[] = [];
    page.client.on('rejected', ({ id }) => shown.push(id));
    await device.clock.settle();
    device.online = true;
    page.lifecycle.wake();
    await device.until(() => device.backend.rows.size === 9);
    await device.clock.advance(minute);
    expect(shown).toEqual([ids[3]]);
    expect(device.requests('/v1/feedback')).toHaveLength(10);

    page.kill();
    const entries = await device.open({}, refuseOne(device, status, problem, 'number 3')).client.outbox.list();
    expect(entries.map(({ state }) => state)).toEqual(ids.map((_, index) => (index === 3 ? 'needs_action' : 'received')));
    expect(entries[3]).toMatchObject({ fault: { status }, details: { text: 'number 3' } });
    expect(device.marker.isSet()).toBe(true);
  });

  test('is tried again once a day, and by a new version of the SDK, and when the customer asks', async () => {
    const device = createDevice();
    const page = device.open();
    device.backend.script(...Array.from({ length: 4 }, () => ({ type: 'status', status: 422 }) as const));
    const { id } = await page.client.tap(good);
    await device.until(async () => (await stateOf(page, id)) === 'needs_action');
    page.lifecycle.wake();
    await device.clock.advance(6 * hour);
    page.lifecycle.wake();
    await device.clock.advance(minute);
    expect(device.requests('/v1/feedback')).toHaveLength(1);
    expect(device.clock.pending).toBe(0);

    await device.clock.advance(19 * hour);
    page.lifecycle.wake();
    await device.clock.settle();
    expect(device.requests('/v1/feedback')).toHaveLength(2);

    await device.plant(id, { ...(await device.stored(id)), sdk: '0.0.9' });
    await device.clock.advance(minute);
    page.lifecycle.wake();
    await device.clock.settle();
    expect(device.requests('/v1/feedback')).toHaveLength(3);

    await page.client.retry(id);
    await device.clock.settle();
    expect(device.requests('/v1/feedback')).toHaveLength(4);
    expect(await stateOf(page, id)).toBe('needs_action');

    await page.client.retry(id);
    await device.until(async () => (await stateOf(page, id)) === 'received');
  });
});

describe('an address that is not there', () => {
  test('for two days parks nothing, is asked at most four times an hour, and then takes everything (21)', async () => {
    const device = createDevice();
    const page = device.open();
    let missing = true;
    const http = device.backend.send.bind(device.backend);
    device.backend.send = (request, watched) => {
      if (missing) device.backend.script({ type: 'status', status: 404 });
      return http(request, watched);
    };
    const { id } = await page.client.tap(good);
    await device.clock.advance(48 * hour);
    const asked = device.requests('/v1/feedback');
    expect(asked.length).toBeGreaterThan(48 * 3);
    expect(Math.min(...waits(device))).toBeGreaterThanOrEqual(15 * minute);
    expect(await stateOf(page, id)).toBe('saved');
    expect(page.warnings.some((warning) => warning.includes('HTTP 404'))).toBe(true);
    missing = false;
    await device.until(() => device.backend.rows.has(id), 20 * minute);
  });
});

describe('a missing token', () => {
  test('pauses everything, is asked for once, and then everything goes (20)', async () => {
    const device = createDevice();
    device.backend.token = 'fresh';
    device.online = false;
    let asked = 0;
    const page = device.open({ customer: 'u1', fetchToken: async () => (asked++, 'fresh') });
    for (let number = 0; number < 5; number++) await page.client.tap(good);
    await device.clock.settle();
    device.online = true;
    page.lifecycle.wake();
    await device.until(() => device.backend.rows.size === 5);
    expect(asked).toBe(1);
    expect(device.requests('/v1/feedback')).toHaveLength(6);
  });

  test('is asked for at most once in five minutes, and nothing is sent in between', async () => {
    const device = createDevice();
    device.backend.token = 'fresh';
    const asked: number[] = [];
    const page = device.open({ customer: 'u1', fetchToken: async () => (asked.push(device.clock.monotonic()), 'stale') });
    await page.client.tap(good);
    await page.client.tap(good);
    await device.clock.advance(4 * minute);
    page.lifecycle.wake();
    await page.client.outbox.flush();
    expect(asked).toEqual([0]);
    const quiet = device.requests('/v1/feedback').length;
    expect(quiet).toBeLessThanOrEqual(4);
    await device.clock.advance(11 * minute);
    expect(asked.length).toBeGreaterThanOrEqual(2);
    for (const [index, at] of asked.slice(1).entries()) expect(at - (asked[index] ?? 0)).toBeGreaterThanOrEqual(5 * minute);
    expect(await page.client.outbox.list()).toMatchObject([{ state: 'saved' }, { state: 'saved' }]);
  });

  test.each<[string, undefined | (() => Promise<string | null>)]>([
    ['cannot be had', async () => null],
    ['throws when asked for', () => Promise.reject(new Error('signed out'))],
    ['is nobody’s business', undefined],
  ])('that %s parks nothing', async (_, fetchToken) => {
    const device = createDevice();
    device.backend.token = 'fresh';
    const page = device.open({ customer: 'u1', ...(fetchToken ? { fetchToken } : {}) });
    const { id } = await page.client.tap(good);
    await device.clock.advance(20 * minute);
    expect(await stateOf(page, id)).toBe('saved');
    expect(device.requests('/v1/feedback').length).toBeLessThanOrEqual(5);
    device.backend.token = undefined;
    await device.until(() => device.backend.rows.has(id), 6 * minute);
  });
});
