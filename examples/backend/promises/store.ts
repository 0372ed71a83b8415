import { describe, expect, test } from 'vitest';
import type { Database } from '../src/index.js';
import { migrate } from '../src/store/schema.js';

/** What the store promises, whichever PostgreSQL is behind it. */
export function storePromises(db: () => Database): void {
  describe('the store', () => {
    test('may be migrated again, and by several servers at once', async () => {
      await Promise.all([migrate(db()), migrate(db()), migrate(db())]);
      expect(await db().query('select version from schema_version')).toEqual([{ version: 1 }]);
    });

    test('undoes a transaction that fails, and says why', async () => {
      const failing = db().transaction(async (transaction) => {
        await transaction.query('insert into schema_version (version) values (99)');
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await db().query('select version from schema_version where version = 99')).toEqual([]);
    });

    test('reads numbers, times, bytes and JSON alike', async () => {
      const at = new Date('2026-11-22T10:05:00.123Z');
      const [row] = await db().query<{ count: number; ratio: number; at: Date; bytes: Uint8Array; json: unknown; nothing: null }>(
        'select count(*)::int as count, 1.5::float8 as ratio, $1::timestamptz as at, $2::bytea as bytes, $3::jsonb as json, null as nothing',
        [at, new Uint8Array([0, 255]), JSON.stringify({ a: [1, 'ü'] })],
      );
      expect(row).toMatchObject({ count: 1, ratio: 1.5, at, json: { a: [1, 'ü'] }, nothing: null });
      expect([...(row?.bytes ?? [])]).toEqual([0, 255]);
    });
  });
}

/** What a database promises that is reached over a connection, which may be lost. */
export function connectionPromises(db: () => Database): void {
  test('a transaction whose connection is lost fails, and the next one works', async () => {
    const cut = db().transaction(async (transaction) => {
      const [own] = await transaction.query<{ pid: number }>('select pg_backend_pid() as pid');
      await db().query('select pg_terminate_backend($1)', [own?.pid]);
      // The loss is told while nothing is asked.
      await new Promise((resolve) => setTimeout(resolve, 200));
      await transaction.query('select 1');
    });
    await expect(cut).rejects.toThrow();
    expect(await db().transaction((transaction) => transaction.query('select 1 as one'))).toEqual([{ one: 1 }]);
  });
}
