import { Pool } from 'pg';

/** The part of a `pg` client that is used here. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>;
}

/** The part of a `pg.Pool` that is used here. */
export interface PostgresPool extends PostgresClient {
  connect(): Promise<
    PostgresClient & {
      release(destroy?: Error | boolean): void;
      on(event: 'notification', listener: (message: { payload?: string | undefined }) => void): unknown;
      on(event: 'error', listener: (error: Error) => void): unknown;
    }
  >;
}

/** Where the tables are. */
export interface PostgresPlace {
  /** A connection string (`postgres://…`), or a `pg.Pool` of yours, which stays yours to close. */
  database: string | PostgresPool;
  /**
   * The schema that holds the tables; made where it is missing. Letters, digits and underscores. Default `kb_chat`.
   */
  schema?: string;
}

/** So that a database that is away is noticed, and no request waits for ever. */
const CONNECT_TIMEOUT_MS = 5_000;
const DEFAULT_SCHEMA = 'kb_chat';

/** @throws {TypeError} where an option cannot be used. */
export function openPool({ database, schema = DEFAULT_SCHEMA }: PostgresPlace): {
  pool: PostgresPool;
  schema: string;
  close(): Promise<void>;
} {
  // It becomes part of statements, where it cannot be a parameter.
  if (!/^[a-z_][a-z0-9_]{0,40}$/.test(schema)) {
    throw new TypeError(`schema: expected a lower-case name such as "${DEFAULT_SCHEMA}", got "${schema}".`);
  }
  if (typeof database !== 'string') return { pool: database, schema, async close() {} };
  const pool = new Pool({
    connectionString: database,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // Of the server's side too: nothing of ours takes long, and what hangs must not hold a connection.
    query_timeout: 30_000,
    keepAlive: true,
    allowExitOnIdle: true,
  });
  // Of a connection that was lost while nobody used it. Whoever needs one next gets a new one, or the error.
  pool.on('error', () => {});
  let closed: Promise<void> | undefined;
  return { pool, schema, close: () => (closed ??= pool.end()) };
}

/** All of it or nothing. */
export async function transaction<T>(pool: PostgresPool, work: (client: PostgresClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // A connection in an unknown state is not given back.
    client.release(true);
    throw error;
  }
}

/**
 * Text that PostgreSQL can hold and compare: it knows neither U+0000 nor half a surrogate pair. Ordinary ids stay as
 * they are, and two different ones stay different.
 */
export const toText = (id: string): string => JSON.stringify(id).slice(1, -1);
export const fromText = (text: string): string => JSON.parse(`"${text}"`) as string;
