import { build } from 'esbuild';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createFakeDevice } from './fake-device.fixture.js';
import { fakeJpeg } from './fake-picture.fixture.js';
import { alipay, tt, weapp } from './fake-platforms.fixture.js';

const script = `
  import { createTaroPlatform, createFeedback } from './index.js';
  export async function live(taro, env, picture) {
    const { records, bytes, image, http, newId } = createTaroPlatform({ taro, env, site: 'shop' });
    const { durable } = await records.update('i/1', () => ({ text: '冻品' }));
    const { size } = await bytes.put('p/1/1/o', picture);
    const facts = await image.strip('p/1/1/o', 'p/1/1/s');
    const file = { key: 'p/1/1/s', mime: 'image/jpeg', name: 'a.jpg', offset: 10, length: 20 };
    const watched = { cancellation: { cancelled: false, onCancel: () => undefined } };
    const request = { method: 'POST', url: 'https://shop.example/', headers: {}, timeoutMs: 1_000 };
    const upload = await http.send({ ...request, multipart: { fields: {}, file } }, watched);
    const text = await http.send({ ...request, body: '{"a":"冻品"}' }, watched);
    createFeedback({ site: 'other', endpoint: 'https://shop.example', taro, env }).dispose();
    return JSON.stringify({ durable, size, format: facts.format, digest: await bytes.digest('p/1/1/o'), upload: upload.text, text: text.text, id: newId() });
  }
`;

/** A logic thread: the language, timers and the console, and text cannot become code. */
async function bareThread() {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: dirname(fileURLToPath(import.meta.url)), loader: 'js' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'loaded',
    target: 'es2017',
    conditions: ['yijian-source'],
    logLevel: 'silent',
  });
  const context = createContext({ setTimeout, clearTimeout }, { codeGeneration: { strings: false, wasm: false } });
  runInContext('delete globalThis.WebAssembly;', context);
  runInContext(outputFiles?.[0]?.text ?? '', context);
  return context;
}

test.each([weapp, alipay, tt])('$env does all of it where there is nothing but the language and timers', async (dialect) => {
  const context = await bareThread();
  const device = createFakeDevice(dialect);
  device.net = async ({ body, upload }) => ({ status: 200, headers: {}, text: JSON.stringify(body ?? upload?.bytes.length) });
  const { taro, temp } = device.launch();
  const picture = fakeJpeg({ width: 64, height: 48 });
  Object.assign(context, { taro, picture: temp(picture) });
  const told = JSON.parse((await runInContext(`loaded.live(taro, '${dialect.env}', picture)`, context)) as string) as Record<
    string,
    unknown
  >;
  const { createHash } = await import('node:crypto');
  expect(told).toMatchObject({
    durable: true,
    size: picture.length,
    format: 'jpeg',
    digest: createHash('sha256').update(picture).digest('hex'),
    upload: '20',
    text: JSON.stringify('{"a":"冻品"}'),
  });
  expect(told['id']).toMatch(/^[0-9a-f-]{36}$/);
});
