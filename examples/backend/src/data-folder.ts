import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MerchantKey } from './trust/order-token.js';

/** The top of the repository, wherever below it this file was bundled to. */
export function repositoryRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'examples', 'shop'))) return folder;
  }
  throw new Error('the backend does not lie inside the repository, so it cannot find examples/shop');
}

/** `DATA_DIR`, or `.data` in the repository. */
export function dataFolder(): string {
  return process.env['DATA_DIR'] || join(repositoryRoot(), '.data');
}

/** The server's secret, made at the first start and readable by its owner only. */
export function readSecret(folder: string): Promise<string> {
  return readOrMake(join(folder, 'secret'), () => randomBytes(32).toString('base64url'));
}

/** File of the demo merchant's key for order tokens. */
export const merchantKeyFile = (folder: string): string => join(folder, 'merchant-key.json');

/** The demo merchant's key, made at the first start. */
export async function readMerchantKey(folder: string): Promise<MerchantKey> {
  const fresh: MerchantKey = { alg: 'HS256', kid: 'demo-1', secret: randomBytes(32).toString('base64url') };
  return JSON.parse(await readOrMake(merchantKeyFile(folder), () => JSON.stringify(fresh, undefined, 2))) as MerchantKey;
}

async function readOrMake(file: string, make: () => string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, `${make()}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}

/**
 * Takes the folder for this process; two servers on one embedded database would destroy it.
 * Rejects with a sentence for people while another process has it; one that died is no hindrance.
 * @returns gives the folder back
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'server.pid');
  const own = `${file}.${process.pid}`;
  const moved = `${own}.old`;
  await writeFile(own, String(process.pid));
  try {
    for (;;) {
      // Never seen empty: the file is published with its content, by whoever is first.
      if (await publish(own, file)) return () => rm(file, { force: true });
      const holder = await holderOf(file);
      if (holder === undefined) continue;
      if (holder !== process.pid && isAlive(holder)) {
        throw new Error(
          `${folder} is in use by process ${holder}: stop it, choose another DATA_DIR, or delete ${file} if that is no server`,
        );
      }
      // Moved and looked at again, not deleted: another server may have taken it over since.
      await rename(file, moved).catch(ignoreMissing);
      const gone = await holderOf(moved);
      if (gone !== undefined && gone !== holder) await publish(moved, file);
      await rm(moved, { force: true });
    }
  } finally {
    await rm(own, { force: true });
  }
}

/** Gives a file a second name; false where that name is taken. */
async function publish(file: string, name: string): Promise<boolean> {
  try {
    await link(file, name);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Process in a lock file, undefined without one. */
async function holderOf(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(ignoreMissing);
  return text === undefined ? undefined : Number(text);
}

function ignoreMissing(error: unknown): undefined {
  if (!isCode(error, 'ENOENT')) throw error;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

const isCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;
