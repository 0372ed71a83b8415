import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Database, Queryable } from './database.js';
import { migrate } from './schema.js';

/** PostgreSQL inside this process, in `folder`, or in memory where none is given; the schema is ready when it resolves. */
export async function openPgliteDatabase(folder?: string): Promise<Database> {
  if (folder !== undefined && !existsSync(folder)) await makeCluster(folder);
  const pglite = await PGlite.create(folder);
  const queryable = (runner: Pick<PGlite, 'query' | 'exec'>): Queryable => ({
    async query<Row>(sql: string, parameters: readonly unknown[] = []) {
      return (await runner.query<Row>(sql, [...parameters])).rows;
    },
    async script(sql) {
      await runner.exec(sql);
    },
  });
  const database: Database = {
    ...queryable(pglite),
    transaction: (work) => pglite.transaction((transaction) => work(queryable(transaction))),
    close: () => pglite.close(),
  };
  await migrate(database);
  return database;
}

/** The first start takes seconds; one that is cut short must not leave half a cluster where the next looks for a whole one. */
async function makeCluster(folder: string): Promise<void> {
  const unfinished = `${folder}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await (await PGlite.create(unfinished)).close();
  await rename(unfinished, folder);
}
