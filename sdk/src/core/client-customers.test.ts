import { describe, expect, test } from 'vitest';
import { createDevice, thumb } from './device.fixture.js';
import { createForm } from './form.js';

const up = { rating: thumb(1) };
const down = { rating: thumb(-1) };

describe('customers on one device', () => {
  test('never lend each other a token: what the first left behind goes without one (Q50)', async () => {
    const device = createDevice();
    device.online = false;
    const first = device.open({ customer: 'anna', fetchToken: async () => 'token-of-anna' });
    const { id: left } = await first.client.tap(up);
    first.kill();

    device.online = true;
    device.backend.token = 'token-of-bert';
    const second = device.open({ customer: 'bert', fetchToken: async () => 'token-of-bert' });
    const { id: own } = await second.client.tap(up);
    await device.until(() => device.backend.rows.has(own), 600_000);
    await device.clock.advance(3_600_000);
    for (const { body, headers } of device.requests('/v1/feedback')) {
      if (body?.includes(left)) expect(headers['Authorization']).toBeUndefined();
    }
    expect(device.backend.rows.has(left)).toBe(false);
    expect(await device.stored(left)).toMatchObject({ state: 'queued' });
    device.backend.token = undefined;
    await device.until(() => device.backend.rows.has(left), 3_600_000);
    expect(device.submission(left)).toMatchObject({ subject: { id: 'anna' } });
  });

  test('see of each other nothing that was said, signed in or not, and see their own again', async () => {
    const device = createDevice();
    const nameless = device.open();
    const { id: first } = await nameless.client.tap(up);
    await device.until(() => device.backend.rows.has(first));
    const { id: waiting } = await nameless.client.tap(down);
    const gone: string[] = [];
    const tab = device.open();
    tab.client.on('changed', ({ id, withdrawn }) => withdrawn && gone.push(id));
    expect(await tab.client.outbox.list()).toHaveLength(2);
    await nameless.client.reset();
    expect(await nameless.client.outbox.list()).toEqual([]);
    expect(await nameless.client.outbox.get(first)).toBeUndefined();
    expect(await nameless.client.tickets.list()).toEqual([]);
    await device.until(() => gone.length === 2);
    expect(new Set(gone)).toEqual(new Set([first, waiting]));
    nameless.kill();
    tab.kill();

    const anna = device.open({ customer: 'anna' });
    const { id: hers } = await anna.client.tap(up);
    expect((await anna.client.outbox.list()).map(({ id }) => id)).toEqual([hers]);
    // Hidden is not forgotten.
    await device.until(() => device.backend.rows.has(waiting) && device.backend.rows.has(hers));
    anna.kill();

    const bert = device.open({ customer: 'bert' });
    expect(await bert.client.outbox.list()).toEqual([]);
    expect(await bert.client.outbox.get(hers)).toBeUndefined();
    expect(await bert.client.tickets.list()).toEqual([]);
    bert.kill();
    const again = device.open({ customer: 'anna' });
    expect((await again.client.outbox.list()).map(({ id }) => id)).toEqual([hers]);
    expect(await again.client.tickets.list()).toHaveLength(1);
  });

  test('leave no draft, no ticket and no name behind when they sign out', async () => {
    const device = createDevice();
    const page = device.open({ customer: 'anna' });
    const { id: before } = await page.client.tap(up);
    await device.until(() => device.backend.rows.has(before));
    await page.client.drafts.save('order-1', { text: 'half' });
    expect(await page.client.tickets.list()).toHaveLength(1);
    await page.client.reset();
    expect(await page.client.drafts.load('order-1')).toBeUndefined();
    expect(await device.records.keys('t/')).toEqual([]);
    const { id: after } = await page.client.tap(up);
    await device.until(() => device.backend.rows.has(after));
    expect(device.submission(after)).not.toHaveProperty('subject');
  });

  test('keep what waits when they sign out, and it is sent without their token', async () => {
    const device = createDevice();
    device.backend.token = 'token-of-anna';
    const page = device.open({ customer: 'anna', fetchToken: async () => 'token-of-anna' });
    const { id: sent } = await page.client.tap(up);
    await device.until(() => device.backend.rows.has(sent));
    device.online = false;
    const { id: waiting } = await page.client.tap(up);
    await page.client.reset();
    device.online = true;
    device.backend.token = undefined;
    page.lifecycle.wake();
    await device.until(() => device.backend.rows.has(waiting));
    expect(device.requests('/v1/feedback').find(({ body }) => body?.includes(waiting))?.headers['Authorization']).toBeUndefined();
  });

  test('do not hold each other up: what waits for the token of one who left does not keep the next one’s from going', async () => {
    const device = createDevice();
    device.online = false;
    const first = device.open();
    for (let number = 0; number < 3; number++) await first.client.tap(up);
    await first.client.reset();
    first.kill();
    device.online = true;
    device.backend.token = 'token-of-bert';
    const bert = device.open({ customer: 'bert', fetchToken: async () => 'token-of-bert' });
    const { id } = await bert.client.tap(up);
    await device.until(() => device.backend.rows.has(id), 3_600_000);
  });

  test('hear nothing of what the one before said, while it is carried', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const { id } = await page.client.tap(up);
    await page.client.details(id, { text: 'my own words' });
    await page.client.reset();
    const heard: string[] = [];
    for (const type of ['changed', 'received'] as const) page.client.on(type, ({ details }) => heard.push(`${type} ${details.text}`));
    device.online = true;
    page.lifecycle.wake();
    await device.until(() => device.backend.rows.has(id));
    expect(heard).toEqual([]);
  });

  test('on two pages at once hear nothing of each other’s words', async () => {
    const device = createDevice();
    const bert = device.open({ customer: 'bert' });
    const heard: unknown[] = [];
    bert.client.on('changed', (entry) => heard.push(entry));
    const anna = device.open({ customer: 'anna' });
    const { id } = await anna.client.tap(up);
    await anna.client.details(id, { text: 'only for the shop' });
    await device.until(() => device.backend.rows.has(id));
    expect(heard).toEqual([]);
  });

  test('do not see each other’s tickets, cached or under way', async () => {
    const device = createDevice();
    const anna = device.open({ customer: 'anna' });
    const { id } = await anna.client.tap(up);
    await device.until(() => device.backend.rows.has(id));
    expect(await anna.client.tickets.list()).toHaveLength(1);
    const asked = anna.client.tickets.list();
    await anna.client.reset();
    expect(await asked).toEqual([]);
    expect(await anna.client.tickets.list()).toEqual([]);
    const again = device.open({ customer: 'anna' });
    expect(await again.client.tickets.list()).toHaveLength(1);
    again.kill();
    const bert = device.open({ customer: 'bert' });
    expect(await bert.client.tickets.list()).toEqual([]);
  });

  test('are parted also where a write fails: the rest is hidden all the same, and the failure told', async () => {
    const device = createDevice();
    const page = device.open();
    const ids: string[] = [];
    for (let number = 0; number < 3; number++) ids.push((await page.client.tap(up)).id);
    await page.client.drafts.save('order-1', 'half');
    page.kill();
    const isStuck = (key: string) => key.endsWith(ids[0] ?? '') || key.startsWith('d/');
    const stuck: typeof device.records = {
      ...device.records,
      update: (key, change) => (isStuck(key) ? Promise.reject(new Error('stuck')) : device.records.update(key, change)),
    };
    const next = device.open({}, { records: stuck });
    await expect(next.client.reset()).rejects.toThrow('stuck');
    expect((await next.client.outbox.list()).map(({ id }) => id)).toEqual(ids.slice(0, 1));
  });

  test('get no token that was asked for the one before, and their own at once', async () => {
    const device = createDevice();
    device.backend.token = 'token-of-bert';
    let give!: (token: string) => void;
    const pending = new Promise<string>((resolve) => (give = resolve));
    let asked = 0;
    const page = device.open({ customer: 'anna', fetchToken: () => (asked++ === 0 ? pending : Promise.resolve('token-of-bert')) });
    await page.client.tap(up);
    await device.until(() => asked === 1);
    await page.client.reset('bert');
    give('token-of-anna');
    const { id } = await page.client.tap(up);
    await device.until(() => device.backend.rows.has(id), 240_000);
    expect(device.submission(id)).toMatchObject({ subject: { id: 'bert' } });
    expect(device.requests('').some(({ headers }) => headers['Authorization'] === 'Bearer token-of-anna')).toBe(false);
  });

  test('cannot add to what another one said: the id is closed to them', async () => {
    const device = createDevice();
    const page = device.open();
    const { id } = await page.client.tap(up);
    expect(await page.client.outbox.claim(id)).toBe(true);
    expect(await page.client.outbox.claim(page.client.newId())).toBe(true);
    await page.client.reset();
    expect(await page.client.outbox.claim(id)).toBe(false);
    await expect(page.client.tap({ ...down, id })).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('said also what their page stored before it had a client', async () => {
    const device = createDevice();
    const id = '01900000-0000-7000-8000-000000000001';
    await device.records.update(`i/${id}`, () => ({ v: 1, id, steps: [{ type: 'tap', at: 1, rating: down.rating }] }));
    const anna = device.open({ customer: 'anna' });
    anna.client.hold(id);
    expect(await anna.client.outbox.claim(id)).toBe(true);
    anna.client.release(id);
    await device.until(() => device.backend.rows.has(id));
    expect(device.submission(id)).toMatchObject({ subject: { id: 'anna' } });
    anna.kill();
    const bert = device.open({ customer: 'bert' });
    expect(await bert.client.outbox.claim(id)).toBe(false);
    expect(await bert.client.outbox.list()).toEqual([]);
  });

  test('are named in the body that another page had prepared already', async () => {
    const device = createDevice();
    let send!: () => void;
    const waiting = new Promise<void>((resolve) => (send = resolve));
    const other = device.open({ beforeSend: (body: unknown) => waiting.then(() => body) });
    const { id } = await other.client.tap(up);
    await device.clock.settle();
    const anna = device.open({ customer: 'anna' });
    expect(await anna.client.outbox.claim(id)).toBe(true);
    send();
    await device.until(() => device.backend.rows.has(id), 60_000);
    expect(device.submission(id)).toMatchObject({ subject: { id: 'anna' } });
  });

  test('do not empty nobody’s form by signing in on another page', async () => {
    const device = createDevice();
    const guest = device.open();
    const form = createForm<Blob>({ client: Promise.resolve(guest.client), order: { order: { id: 'o1' } }, newId: guest.client.newId });
    await form.rate('overall', { scale: 'thumb', value: -1 });
    form.setText('two litres on the stairs');
    const { id } = form.getState();
    const anna = device.open({ customer: 'anna' });
    expect(await anna.client.outbox.claim(id)).toBe(true);
    await anna.client.tap({ ...down, id });
    await device.clock.settle();
    expect(form.getState()).toMatchObject({ id, text: 'two litres on the stairs' });
    await form.submit();
    await device.until(() => device.events(id).length > 0 || device.submission(id).text !== undefined, 60_000);
    expect([...device.backend.rows.keys()]).toEqual([id]);
  });

  test('have been here all along, when they sign in after their first words', async () => {
    const device = createDevice();
    device.online = false;
    const earlier = device.open();
    const { id: guests } = await earlier.client.tap(up);
    earlier.kill();
    const page = device.open();
    const form = createForm<Blob>({ client: Promise.resolve(page.client), order: { order: { id: 'o1' } }, newId: page.client.newId });
    await form.rate('overall', { scale: 'thumb', value: -1 });
    form.setText('two litres on the stairs');
    const { id } = form.getState();
    // What is on its way to the disk is theirs too.
    const rating = form.rate('delivery', { scale: 'thumb', value: -1 });
    await page.client.identify('anna');
    await page.client.identify('anna');
    await rating;
    expect(form.getState()).toMatchObject({ id, text: 'two litres on the stairs' });
    await form.submit();
    device.online = true;
    page.lifecycle.wake();
    await device.until(() => device.backend.rows.size === 2, 60_000);
    expect(device.submission(id)).toMatchObject({ subject: { id: 'anna' }, text: 'two litres on the stairs' });
    expect(device.submission(guests)).not.toHaveProperty('subject');
  });

  test('do not wait for a token to be signed in and out', async () => {
    const device = createDevice();
    device.backend.token = 'token-of-bert';
    let asked = 0;
    const page = device.open({
      customer: 'anna',
      fetchToken: () => (asked++ === 0 ? Promise.resolve(null) : new Promise(() => undefined)),
    });
    await page.client.tap(up);
    await device.until(() => asked === 1);
    await device.clock.settle();
    await page.client.identify('anna');
    expect(asked).toBe(1);
    await page.client.identify('bert');
    expect(asked).toBe(2);
    await page.client.reset();
    expect(asked).toBe(2);
  });

  test('get nothing of a guest who has just left, awaited or not', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const { id } = await page.client.tap(down);
    const leaving = page.client.reset();
    expect(await page.client.identify('bert')).toEqual([]);
    await leaving;
    expect(await page.client.outbox.list()).toEqual([]);
    expect(await device.stored(id)).toMatchObject({ customer: null, left: true });
  });

  test('who follow each other at once get what each of them said', async () => {
    const device = createDevice();
    device.online = false;
    const page = device.open();
    const { id } = await page.client.tap(down);
    const anna = page.client.identify('anna');
    const bert = page.client.identify('bert');
    await Promise.all([anna, bert]);
    expect(await device.stored(id)).toMatchObject({ customer: 'anna' });
    expect(await page.client.outbox.list()).toEqual([]);
  });

  test('may be named by a number or by nothing, as a page without types does', async () => {
    const device = createDevice();
    const [one, none] = [device.open({ customer: 12 as never }), device.open({ customer: '' })];
    const { id } = await one.client.tap(up);
    expect(await one.client.identify(12 as never)).toEqual([id]);
    const { id: nobody } = await none.client.tap(up);
    await none.client.identify('');
    await device.until(() => device.backend.rows.size === 2);
    expect(device.submission(id)).toMatchObject({ subject: { id: '12' } });
    expect(device.submission(nobody)).not.toHaveProperty('subject');
    expect(await one.client.outbox.list()).toHaveLength(2);
  });

  test('are parted from the one before by signing in, and asked for a token of their own', async () => {
    const device = createDevice();
    device.backend.token = 'token-of-bert';
    const tokens = ['token-of-anna', 'token-of-bert'];
    const page = device.open({ customer: 'anna', fetchToken: async () => tokens.shift() ?? null });
    const { id } = await page.client.tap(up);
    await device.until(() => tokens.length === 1);
    const gone: string[] = [];
    page.client.on('changed', (entry) => void (entry.withdrawn && gone.push(entry.id)));
    await page.client.identify('bert');
    expect(gone).toEqual([id]);
    expect(await page.client.outbox.list()).toEqual([]);
    const { id: own } = await page.client.tap(up);
    await device.until(() => device.backend.rows.has(own), 10_000);
    expect(device.submission(own)).toMatchObject({ subject: { id: 'bert' } });
    expect(await page.client.outbox.list()).toMatchObject([{ id: own }]);
  });

  test('do not get what somebody says while they sign in', async () => {
    const device = createDevice();
    const page = device.open();
    const { id } = await page.client.tap(down);
    const signingIn = page.client.reset('bert');
    await page.client.details(id, { text: 'words of a guest' });
    await signingIn;
    expect(await page.client.outbox.list()).toEqual([]);
    await device.until(() => device.backend.rows.has(id), 120_000);
    expect(device.submission(id)).not.toHaveProperty('subject');
  });
});
