import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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
  if (!existsSync(file)) {
    await mkdir(dirname(file), { recursive: true });
    // Published whole: a process that dies in the middle must not leave half a secret to every later start.
    const own = `${file}.${randomUUID()}`;
    try {
      await writeFile(own, `${make()}\n`, { mode: 0o600, flush: true });
      await publish(own, file);
    } finally {
      await rm(own, { force: true });
    }
  }
  const text = (await readFile(file, 'utf8')).trim();
  if (!text) throw new Error(`${file} is empty: delete it, and the next start makes a new one`);
  return text;
}

/**
 * Takes the folder for this process; two servers on one embedded database would destroy it.
 * Rejects with a sentence for people while another process has it; one that died is no hindrance.
 *
 * Each holder stands in a file of its own number, one above that of the dead one before it, and is published whole by a link that
 * only one can make. Numbers only rise: a file is never taken away to make room, so nobody can take away a fresh one by mistake.
 * @returns gives the folder back
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const own = join(folder, `${process.pid}.starting`);
  await writeFile(own, String(process.pid));
  try {
    for (;;) {
      const last = Math.max(0, ...(await turnsIn(folder)));
      const holder = await holderOf(turnFile(folder, last));
      if (holder !== process.pid && isAlive(holder)) {
        const file = turnFile(folder, last);
        throw new Error(
          `${folder} is in use by process ${holder}: stop it, choose another DATA_DIR, or delete ${file} if that is no server`,
        );
      }
      const turn = last + 1;
      const file = turnFile(folder, turn);
      if (!(await publish(own, file))) continue;
      const turns = await turnsIn(folder);
      // Came late: others have had this number and gone on.
      if (Math.max(...turns) > turn) await rm(file, { force: true });
      else {
        for (const before of turns) if (before < turn) await rm(turnFile(folder, before), { force: true });
        return () => writeFile(file, '0');
      }
    }
  } finally {
    await rm(own, { force: true });
  }
}

const turnFile = (folder: string, turn: number): string => join(folder, `server.${turn}.pid`);

async function turnsIn(folder: string): Promise<number[]> {
  return (await readdir(folder)).flatMap((name) => Number(/^server\.(\d+)\.pid$/.exec(name)?.[1] ?? []));
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

/** Process that has or had that turn; 0 where it was given back, or nobody had it. */
async function holderOf(file: string): Promise<number> {
  try {
    return Number(await readFile(file, 'utf8'));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return 0;
    throw error;
  }
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
