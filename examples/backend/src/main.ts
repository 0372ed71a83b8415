import { join } from 'node:path';
import type { Hono } from 'hono';
import { createApp } from './app.js';
import type { Config } from './config.js';
import { dataFolder, lockFolder, readMerchantKey, readSecret, repositoryRoot } from './data-folder.js';
import { demoConfig } from './demo-config.js';
import { listen } from './server.js';
import type { Database } from './store/database.js';
import { createFolderPhotoStore } from './store/folder-photo-store.js';
import { openPgDatabase } from './store/pg-database.js';
import { openPgliteDatabase } from './store/pglite-database.js';

const day = 24 * 60 * 60_000;

try {
  await start();
} catch (error) {
  console.error(`yijian: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  const root = repositoryRoot();
  const folder = dataFolder();
  let open = (_app: Hono): void => undefined;
  const app = new Promise<Hono>((resolve) => (open = resolve));
  // The port first: a taken one is said at once, not after the database has started. Who calls early waits.
  const server = await listen({ fetch: async (...call) => (await app).fetch(...call) }, portOf(process.env['PORT']));
  try {
    const unlock = await lockFolder(folder);
    try {
      const db = await openDatabase(folder);
      try {
        const photos = createFolderPhotoStore(join(folder, 'photos'));
        // Devices try for 30 days; what has not moved for longer never will.
        await photos.sweep(Date.now() - 31 * day);
        open(createApp({ db, photos, config: await readConfig(root, folder) }));
        // Before it is told: who reads that may stop it at once.
        const stopped = signalled();
        console.log(`Yijian demo shop: ${server.url}/`);
        await stopped;
        await server.close();
      } finally {
        await db.close();
      }
    } finally {
      await unlock();
    }
  } finally {
    await server.close();
  }
}

function openDatabase(folder: string): Promise<Database> {
  const url = process.env['DATABASE_URL'];
  return url ? openPgDatabase(url) : openPgliteDatabase(join(folder, 'database'));
}

async function readConfig(root: string, folder: string): Promise<Config> {
  const adminToken = process.env['ADMIN_TOKEN'];
  return demoConfig({
    secret: await readSecret(folder),
    key: await readMerchantKey(folder),
    origins: (process.env['ORIGINS'] ?? '').split(/[\s,]+/).filter(Boolean),
    pages: { shopFolder: join(root, 'examples', 'shop'), widgetFolder: process.env['WIDGET_DIR'] || join(root, 'widget', 'dist') },
    ...(adminToken ? { adminToken } : {}),
  });
}

function portOf(text: string | undefined): number {
  if (!text) return 4173;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`PORT=${text} is not a port`);
  return port;
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
