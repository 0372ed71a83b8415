import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  createApp,
  createFolderPhotoStore,
  demoConfig,
  demoSite,
  listen,
  openPgliteDatabase,
  type Config,
  type Database,
  type MerchantKey,
} from '../backend/src/index.js';
import type { ListedFeedback } from '../backend/src/admin/feedback-list.js';
import { createFaultProxy, type FaultProxy } from '../../scripts/fault-proxy.mjs';

/** A value as JSON tells it. */
type Told<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Told<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]: Told<T[Name]> }
      : T;

/** One feedback as the backend's own page lists it. */
export type Row = Told<ListedFeedback>;

/** A page of a test's own, served from the shop's origin. */
export interface HostPage {
  /** Bytes for pages that are not UTF-8. */
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A merchant's shop on a real backend, behind a proxy that can break any exchange. */
export interface Merchant {
  /** Pages and backend, through the proxy. */
  readonly url: string;
  /** The same without the proxy: another origin, which may call the backend. */
  readonly otherUrl: string;
  readonly proxy: FaultProxy;
  readonly key: MerchantKey;
  readonly site: string;
  /** Forgets all feedback, pages of tests, faults and requests. */
  clear(): Promise<void>;
  serve(path: string, page: HostPage): void;
  /** Everything stored, newest first. */
  rows(): Promise<readonly Row[]>;
  /** Bytes of the attachments that the feedback has, in its order. */
  photos(row: Row): Promise<readonly Uint8Array[]>;
  close(): Promise<void>;
}

export const merchantKey: MerchantKey = { alg: 'HS256', kid: 'journey-1', secret: 'the journeys sign order tokens with this' };
/** A second shop of the same backend. */
export const otherSite = 'other-shop';

const root = resolve(import.meta.dirname, '../..');

/** Opens a shop with nothing in it; photos and database lie in a folder with this name in it, that goes when it closes. */
export async function openMerchant(name: string): Promise<Merchant> {
  const folder = await mkdtemp(join(tmpdir(), `yijian-${name}-`));
  const db = await openDatabase(folder);
  const photos = join(folder, 'photos');
  const hostPages = new Map<string, HostPage>();
  let app = createApp({ db, photos: createFolderPhotoStore(photos), config: config([]) });
  const server = await listen({
    fetch: (request, ...rest) => {
      const page = hostPages.get(new URL(request.url).pathname);
      return page ? answer(page) : app.fetch(request, ...rest);
    },
  });
  const proxy = await createFaultProxy({ target: server.url });
  // Its own origins are known only now.
  app = createApp({ db, photos: createFolderPhotoStore(photos), config: config([proxy.url, server.url]) });

  const ask = async (path: string): Promise<Response> => app.fetch(new Request(`http://localhost${path}`));
  return {
    url: proxy.url,
    otherUrl: server.url,
    proxy,
    key: merchantKey,
    site: demoSite,
    async clear() {
      proxy.heal();
      await proxy.setDown(false);
      proxy.seen.length = 0;
      hostPages.clear();
      await db.query('truncate receipts, feedback, events, attachments');
    },
    serve: (path, page) => void hostPages.set(path, page),
    async rows() {
      return ((await (await ask('/admin/feedback.json')).json()) as { feedback: Row[] }).feedback;
    },
    async photos({ attachments }) {
      const urls = attachments.flatMap(({ url }) => url ?? []);
      return Promise.all(urls.map(async (url) => new Uint8Array(await (await ask(url)).arrayBuffer())));
    },
    async close() {
      await proxy.close();
      await server.close();
      await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function config(origins: readonly string[]): Config {
  const pages = { shopFolder: join(root, 'examples/shop'), widgetFolder: process.env['WIDGET_FOLDER'] ?? join(root, 'widget/dist') };
  const demo = demoConfig({ secret: 'the journeys derive status tokens from this', key: merchantKey, origins, pages });
  const site = demo.sites[demoSite];
  return { ...demo, sites: { ...demo.sites, ...(site && { [otherSite]: { ...site, keys: [] } }) } };
}

interface BackendPackage {
  readonly dependencies: Readonly<Record<string, string>>;
}

const answer = ({ body, headers }: HostPage): Response =>
  new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  });

/** Making a cluster takes seconds, so it is made once a version and copied. */
async function openDatabase(folder: string): Promise<Database> {
  const { dependencies } = JSON.parse(await readFile(join(root, 'examples/backend/package.json'), 'utf8')) as BackendPackage;
  const template = join(root, '.cache', 'journey', `cluster-${dependencies['@electric-sql/pglite']}`);
  if (!existsSync(template)) {
    const fresh = join(folder, 'template');
    await (await openPgliteDatabase(fresh)).close();
    await mkdir(join(template, '..'), { recursive: true });
    const copy = `${template}.${process.pid}`;
    await cp(fresh, copy, { recursive: true });
    // Another worker may have been quicker; its cluster is as good.
    await rename(copy, template).catch(() => rm(copy, { recursive: true, force: true }));
  }
  await cp(template, join(folder, 'cluster'), { recursive: true });
  return openPgliteDatabase(join(folder, 'cluster'));
}
