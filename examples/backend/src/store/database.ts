/** What the store asks of PostgreSQL, in the server or in the process. */
export interface Queryable {
  /** Runs one statement; rows come back with the column names of the statement. */
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs several statements without parameters. */
  script(sql: string): Promise<void>;
}

export interface Database extends Queryable {
  /** All or nothing: what `work` throws undoes everything it did, and is thrown on. */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
