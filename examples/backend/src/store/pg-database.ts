import pg from 'pg';
import type { Database, Queryable } from './database.js';
import { migrate } from './schema.js';

/** A PostgreSQL server, 15 or newer, by connection string; the schema is ready when it resolves. */
export async function openPgDatabase(url: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url });
  // A connection that dies while idle is replaced at the next query; without a listener it would end the process.
  pool.on('error', (error) => console.error(`database connection lost: ${error.message}`));
  const queryable = (runner: Pick<pg.ClientBase, 'query'>): Queryable => ({
    async query<Row>(sql: string, parameters: readonly unknown[] = []) {
      return (await runner.query(sql, [...parameters])).rows as Row[];
    },
    async script(sql) {
      await runner.query(sql);
    },
  });
  const database: Database = {
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) => (await pool.query(sql, [...parameters])).rows as Row[],
    script: async (sql) => {
      await pool.query(sql);
    },
    async transaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      // The pool listens to idle connections alone; one that dies in here would end the process.
      const onLoss = (error: Error): void => void (broken = error);
      client.on('error', onLoss);
      try {
        await client.query('begin');
        const result = await work(queryable(client));
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch((rollbackError: unknown) => {
          broken = rollbackError instanceof Error ? rollbackError : new Error('rollback failed');
        });
        throw error;
      } finally {
        client.off('error', onLoss);
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
  await migrate(database);
  return database;
}
