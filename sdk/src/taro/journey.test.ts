import { describe, expect, it } from 'vitest';
import { createClient, type FeedbackOptions } from '../core/index.js';
import { headerOf } from '../photo/index.js';
import { createFakeClock, createScriptedBackend } from '../testing/index.js';
import { hasSecrets } from '../testing/photo-fixtures.js';
import { asHttpRequest, createFakeDevice, type Dialect } from './fake-device.fixture.js';
import { fakeJpeg } from './fake-picture.fixture.js';
import { alipay, tt, weapp } from './fake-platforms.fixture.js';
import { createTaroPlatform } from './platform.js';
import { pick } from './taro-picker.js';

const small = { width: 640, height: 480, pixels: 40_000 };
const large = { width: 3_000, height: 2_250, pixels: 2_400_000 };

/** A customer's phone, with the scripted backend at the other end of its network. */
function createPhone(dialect: Dialect) {
  const { env } = dialect;
  const device = createFakeDevice(dialect);
  const clock = createFakeClock();
  const backend = createScriptedBackend({
    clock,
    // Of an upload the other end gets what was in the file when it was sent.
    read: async (path, offset, length) => new Blob([sent.get(path) ?? new Uint8Array()]).slice(offset, offset + length),
  });
  const sent = new Map<string, Uint8Array<ArrayBuffer>>();
  const warnings: string[] = [];
  device.net = async (request) => {
    const { upload } = request;
    if (upload) sent.set(upload.path, upload.bytes);
    const answer = await backend.send(asHttpRequest(request), { cancellation: { cancelled: false, onCancel: () => undefined } });
    return 'cause' in answer ? 'breaks' : answer;
  };

  return {
    device,
    clock,
    backend,
    warnings,
    launch(options: Partial<FeedbackOptions> = {}) {
      const app = device.launch();
      const warn = (message: string) => void warnings.push(message);
      const platform = createTaroPlatform({ taro: app.taro, env, site: 'shop', clock, warn });
      const client = createClient({ site: 'shop', endpoint: 'https://shop.example', ...options }, platform);
      return { app, platform, client };
    },
    async until(holds: () => boolean | Promise<boolean>) {
      for (let second = 0; second < 400; second++) {
        await clock.settle();
        if (await holds()) return;
        await clock.advance(1_000);
      }
      throw new Error('not so within 400 s');
    },
  };
}

describe.each([weapp, alipay, tt])('a customer on $env', (dialect) => {
  it('taps and takes photos without a network, and both arrive once after the app was ended', async () => {
    const phone = createPhone(dialect);
    const { device, backend, clock } = phone;
    device.setOnline(false);
    const first = phone.launch();
    const { id } = await first.client.tap({ rating: { overall: { scale: 'thumb', value: -1 } }, order: { order: { id: 'o-1' } } });
    for (const picture of [small, large]) {
      device.picks = [{ bytes: fakeJpeg(picture), extension: 'jpg' }];
      const picked = await pick(first.app.taro, dialect.env, { kind: 'photo' });
      if (!('files' in picked)) throw new Error(picked.reason);
      for (const file of picked.files) await first.client.attach(id, file);
    }
    first.app.hide();
    await clock.advance(30_000);
    const before = await first.client.outbox.get(id);
    expect(before).toMatchObject({ state: 'saved', durable: true, attachments: [{}, {}] });
    expect(backend.requests).toHaveLength(0);

    const second = phone.launch();
    expect(second.app.temporary.size).toBe(0);
    await clock.advance(5_000);
    expect(backend.requests).toHaveLength(0);
    device.setOnline(true);
    await phone.until(() => backend.rows.get(id)?.files.size === 2);
    await phone.until(async () => (await second.client.outbox.get(id))?.state === 'received');

    expect([...backend.rows.keys()]).toEqual([id]);
    expect(backend.repeats).toBe(0);
    const stored = (await second.client.outbox.get(id))?.attachments.map(
      (attachment) => backend.rows.get(id)?.files.get(attachment.id)?.bytes,
    );
    const [cut, second_] = stored ?? [];
    // The small one is cut byte for byte, the large one made smaller where the platform can.
    expect(cut && Buffer.from(cut).equals(fakeJpeg({ ...small, metadata: false }))).toBe(true);
    const facts = headerOf(new Uint8Array(second_ ?? []));
    expect(facts).toMatchObject({
      format: 'jpeg',
      whole: true,
      ...(dialect === tt ? { width: 3_000, height: 2_250 } : { width: 2_048, height: 1_536 }),
    });
    for (const bytes of stored ?? []) expect(hasSecrets(bytes ?? new Uint8Array())).toBe(false);
    // More than a part can carry went in several, and nothing of them is left.
    const uploads = backend.requests.filter(({ file }) => file);
    expect(uploads.length).toBe(dialect === tt ? 4 : 2);
    await phone.until(() => device.files.size === 0);
    expect([...device.storage.keys()].filter((key) => key.includes('#'))).toEqual([]);
    expect(phone.warnings).toEqual([]);
  });

  it('is told that nothing is kept where storage refuses, and is heard all the same', async () => {
    const phone = createPhone(dialect);
    phone.device.storageRefuses = true;
    const { client } = phone.launch();
    const { id, durable } = await client.tap({ rating: { overall: { scale: 'thumb', value: -1 } } });
    expect(durable).toBe(false);
    await phone.until(() => phone.backend.rows.has(id));
    expect(phone.warnings).toHaveLength(1);
  });

  it('is told by no client of the app that what another one holds in memory is kept', async () => {
    const phone = createPhone(dialect);
    phone.device.setOnline(false);
    phone.device.storageRefuses = true;
    const { client, app } = phone.launch();
    const warn = (message: string) => void phone.warnings.push(message);
    const platform = createTaroPlatform({ taro: app.taro, env: dialect.env, site: 'shop', clock: phone.clock, warn });
    const other = createClient({ site: 'shop', endpoint: 'https://shop.example' }, platform);
    const heard: boolean[] = [];
    other.on('changed', ({ durable }) => void heard.push(durable));
    const { id } = await client.tap({ rating: { overall: { scale: 'thumb', value: -1 } } });
    await phone.clock.settle();
    expect(heard).toEqual([false]);
    expect(await other.outbox.get(id)).toMatchObject({ durable: false });
    expect(await other.outbox.list()).toMatchObject([{ durable: false }]);
    phone.device.storageRefuses = false;
    await other.details(id, { text: 'kept now' });
    expect(await other.outbox.get(id)).toMatchObject({ durable: true });
  });

  it('loses nothing and repeats no row when the app is put away in the middle of an upload', async () => {
    const phone = createPhone(dialect);
    const { device, backend } = phone;
    const { client, app } = phone.launch();
    const { id } = await client.tap({ rating: { overall: { scale: 'thumb', value: 1 } } });
    await phone.until(() => backend.rows.has(id));
    const answer = device.net;
    let held = 0;
    device.net = async (request) => (request.upload && held++ === 0 ? (await answer(request), 'stalls') : answer(request));
    await client.attach(id, app.temp(fakeJpeg(small)));
    await phone.until(() => held > 0);
    app.interrupt();
    app.show();
    await phone.until(async () => (await client.outbox.get(id))?.attachments[0]?.state === 'acked');
    expect(backend.rows.size).toBe(1);
    expect(backend.rows.get(id)?.files.size).toBe(1);
  });
});
