import { randomBytes } from 'node:crypto';
import type { Database } from '../src/index.js';
import { openPgDatabase, openPgliteDatabase } from '../src/index.js';

export interface AvailableDatabase {
  readonly name: string;
  /** Reached over a connection. */
  readonly isRemote: boolean;
  open(): Promise<Database>;
}

const url = process.env['TEST_DATABASE_URL'];
if (!url) console.log('PostgreSQL is not tested: TEST_DATABASE_URL names none.');

/** Every database that the promises are tested on: PGlite always, PostgreSQL where `TEST_DATABASE_URL` names one. */
export const databases: readonly AvailableDatabase[] = [
  { name: 'PGlite', isRemote: false, open: () => openPgliteDatabase() },
  ...(url ? [{ name: 'PostgreSQL', isRemote: true, open: () => openOwnSchema(url) }] : []),
];

/** A schema of its own, so that runs side by side do not meet. */
async function openOwnSchema(server: string): Promise<Database> {
  const schema = `yijian_${randomBytes(6).toString('hex')}`;
  const own = new URL(server);
  own.searchParams.set('options', `-c search_path=${schema}`);
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create schema ${schema}`);
  const database = await openPgDatabase(own.href);
  return {
    ...database,
    async close() {
      await database.close();
      await client.query(`drop schema ${schema} cascade`);
      await client.end();
    },
  };
}
