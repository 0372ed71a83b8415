import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryRoot } from './data-folder.js';

// The program as `npm start` runs it: a bundle inside the repository, in a process of its own.
describe('the server', () => {
  const bundle = join(repositoryRoot(), '.cache', `backend-test-${randomUUID()}.mjs`);
  const children: ChildProcess[] = [];
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yijian-data-'));
    await mkdir(join(repositoryRoot(), '.cache'), { recursive: true });
    await build({
      entryPoints: [join(import.meta.dirname, 'main.ts')],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['yijian-source'],
      external: ['@electric-sql/*', '@fastify/*', '@hono/*', 'hono', 'pg'],
      logLevel: 'error',
    });
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
    await rm(bundle, { force: true });
  });

  interface Started {
    readonly child: ChildProcess;
    /** What it printed, once it listens or has ended. */
    readonly out: string;
    readonly err: string;
    readonly url: string;
    readonly code: number | null;
  }

  function start(environment: Record<string, string>): Promise<Started> {
    const { DATABASE_URL: _, ADMIN_TOKEN: __, ...inherited } = process.env;
    const child = spawn(process.execPath, [bundle], { env: { ...inherited, PORT: '0', DATA_DIR: folder, ...environment } });
    children.push(child);
    return new Promise((resolve) => {
      let out = '';
      let err = '';
      const settle = (code: number | null) => resolve({ child, out, err, code, url: /http:\S+(?=\/)/.exec(out)?.[0] ?? '' });
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
        if (out.includes('\n')) settle(null);
      });
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      child.on('close', settle);
    });
  }

  async function stop({ child }: Started, signal: NodeJS.Signals): Promise<unknown> {
    const ended = once(child, 'exit');
    child.kill(signal);
    return (await ended)[0];
  }

  test('keeps what it answered for through a kill, says in one line what is wrong, and goes quietly', async () => {
    const first = await start({});
    expect(first.out).toMatch(/^Yijian demo shop: http:\/\/127\.0\.0\.1:\d+\/\n$/);
    const body = JSON.stringify({
      v: 1,
      id: randomUUID(),
      kind: 'praise',
      channel: 'web_widget',
      submittedBy: 'customer',
      occurredAt: '2026-11-22T10:05:00Z',
      locale: 'zh-CN',
      rating: { overall: { scale: 'thumb', value: 1 } },
    });
    const headers = { 'content-type': 'application/json', 'yijian-site': 'demo-shop' };
    const submit = (url: string) => fetch(`${url}/v1/feedback`, { method: 'POST', headers, body });
    const receipt = (await (await submit(first.url)).json()) as { ref: string; statusToken: string };
    expect((await fetch(`${first.url}/order.html`)).status).toBe(200);

    const second = await start({});
    expect([second.code, second.out]).toEqual([1, '']);
    expect(second.err).toMatch(/^yijian: \S+ is in use by process \d+: .*\n$/);
    expect(await stop(first, 'SIGKILL')).toBeNull();

    const third = await start({});
    const repeat = await submit(third.url);
    expect(repeat.status).toBe(200);
    expect(await repeat.json()).toMatchObject(receipt);

    const fourth = await start({ PORT: new URL(third.url).port, DATA_DIR: join(folder, 'other'), DATABASE_URL: '' });
    expect([fourth.code, fourth.out]).toEqual([1, '']);
    expect(fourth.err).toMatch(/^yijian: port \d+ is taken: .*\n$/);
    expect((await start({ PORT: 'http' })).err).toBe('yijian: PORT=http is not a port\n');

    expect(await stop(third, 'SIGTERM')).toBe(0);
    const fifth = await start({});
    expect(await stop(fifth, 'SIGTERM')).toBe(0);
  }, 180_000);
});
