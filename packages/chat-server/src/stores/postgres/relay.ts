import { v7 } from 'uuid';
import { LEASE_MS, type Relay, type RelayEvents, type TakeResult } from '../../relay.ts';
import { HeldKeys } from '../../relays/held-keys.ts';
import { migratedOnce } from './migrations.ts';
import { fromText, openPool, type PostgresClient, type PostgresPlace, toText } from './pool.ts';

export interface PostgresRelayOptions extends PostgresPlace {
  /** How long a killed instance holds its threads, in milliseconds. Default 10,000. */
  leaseMs?: number;
}

/** PostgreSQL takes 8,000 bytes at once. Longer messages go in pieces, as Base64, which may be cut anywhere. */
const PIECE = 7_500;

const RECONNECT_MS = 500;

/**
 * Lets instances of a server share who answers which thread through their PostgreSQL: by leases in a table, and by
 * `LISTEN` and `NOTIFY`. It keeps one connection for itself, which must go to PostgreSQL directly or through a pooler
 * in session mode.
 *
 * @throws {TypeError} where an option cannot be used.
 * @example
 * const relay = postgresRelay({ database: process.env.DATABASE_URL! });
 */
export function postgresRelay({ leaseMs = LEASE_MS, ...place }: PostgresRelayOptions): Relay {
  const { pool, schema, close: closePool } = openPool(place);
  const ready = migratedOnce(pool, schema);
  const id = v7();
  const lasts = `${leaseMs} milliseconds`;
  const query = async (text: string, ...values: unknown[]) => {
    await ready();
    return (await pool.query(text, values)).rows;
  };

  const held = new HeldKeys(leaseMs, async (owners) => {
    // A lease that is gone is made anew: the table does not outlive a crash of PostgreSQL, and nobody has it.
    const rows = await query(
      `INSERT INTO ${schema}.leases AS l SELECT key, owner, $3, clock_timestamp() + $4::interval
       FROM unnest($1::text[], $2::text[]) AS kept (key, owner)
       ON CONFLICT (key) DO UPDATE SET expires = excluded.expires WHERE l.holder = excluded.holder
       RETURNING key`,
      [...owners.keys()],
      [...owners.values()],
      id,
      lasts,
    );
    return new Set(rows.map(({ key }) => key as string));
  });

  const line = new Line(pool, channelOf(id));

  return {
    id,
    leaseMs,
    open({ onMessage, onLost }: RelayEvents) {
      held.onLost = (key) => onLost(fromText(key));
      line.listen(onMessage);
    },
    async take(key, owner, atMost) {
      // Whoever learns from the lease whom to write to must be heard.
      await line.ready();
      const [row] = await query(
        `SELECT ${schema}.take_lease($1, $2, $3, $4, $5::interval) AS result`,
        toText(key),
        toText(owner),
        id,
        atMost,
        lasts,
      );
      const result = row?.['result'] as TakeResult;
      if (result === 'taken') held.add(toText(key), toText(owner));
      return result;
    },
    async release(key) {
      if (!(await held.letGo(toText(key)))) return;
      await query(`DELETE FROM ${schema}.leases WHERE key = $1 AND holder = $2`, toText(key), id);
    },
    async holderOf(key) {
      const [row] = await query(
        `SELECT holder FROM ${schema}.leases WHERE key = $1 AND expires > clock_timestamp()`,
        toText(key),
      );
      return (row?.['holder'] as string | undefined) ?? null;
    },
    send: (instance, message) => line.send(channelOf(instance), message),
    async close() {
      const { keys } = held;
      held.stop();
      line.close();
      if (keys.length > 0) {
        await query(`DELETE FROM ${schema}.leases WHERE key = ANY ($1) AND holder = $2`, keys, id).catch(() => {});
      }
      await closePool();
    },
  };
}

/** A name of PostgreSQL, of at most 63 bytes. */
const channelOf = (instance: string): string => `kb_chat_${instance.replaceAll('-', '')}`;

/** The one connection that messages come and go by, made again where it breaks. One connection keeps their order. */
class Line {
  readonly #pool: ReturnType<typeof openPool>['pool'];
  readonly #channel: string;
  readonly #pieces = new Map<string, string>();
  #onMessage: (message: string) => void = () => {};
  #connection: Promise<PostgresClient> | undefined;
  #release: (() => void) | undefined;
  /** One after the other, so that they arrive in the order they were sent in. */
  #sent: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(pool: ReturnType<typeof openPool>['pool'], channel: string) {
    this.#pool = pool;
    this.#channel = channel;
  }

  listen(onMessage: (message: string) => void): void {
    this.#onMessage = onMessage;
    this.ready().catch(() => {});
  }

  /** Resolves when messages come in. */
  ready(): Promise<PostgresClient> {
    return (this.#connection ??= this.#connect().catch((error: unknown) => {
      this.#lost();
      throw error;
    }));
  }

  async send(channel: string, message: string): Promise<void> {
    const client = await this.ready();
    const encoded = Buffer.from(message).toString('base64');
    const number = v7();
    const pieces: string[] = [];
    for (let at = 0; at < encoded.length; at += PIECE) {
      const mark = at + PIECE < encoded.length ? '+' : '.';
      // With its place, because PostgreSQL delivers two equal ones of a transaction once.
      pieces.push(`${number} ${pieces.length}${mark}${encoded.slice(at, at + PIECE)}`);
    }
    const notified = this.#sent.then(() =>
      client.query('SELECT pg_notify($1, piece) FROM unnest($2::text[]) AS piece', [channel, pieces]),
    );
    this.#sent = notified.catch(() => {});
    await notified;
  }

  close(): void {
    this.#closed = true;
    this.#release?.();
  }

  async #connect(): Promise<PostgresClient> {
    if (this.#closed) throw new Error('The relay is closed.');
    const client = await this.#pool.connect();
    let released = false;
    const release = () => {
      if (!released) client.release(true);
      released = true;
    };
    this.#release = release;
    client.on('error', () => {
      release();
      this.#lost();
    });
    client.on('notification', ({ payload = '' }) => this.#take(payload));
    await client.query(`LISTEN ${this.#channel}`);
    if (this.#closed) release();
    return client;
  }

  #lost(): void {
    this.#connection = undefined;
    this.#pieces.clear();
    if (this.#closed) return;
    const again = setTimeout(() => void this.ready().catch(() => {}), RECONNECT_MS);
    again.unref();
  }

  #take(payload: string): void {
    const mark = payload.search(/[+.]/);
    const number = payload.slice(0, payload.indexOf(' '));
    const encoded = (this.#pieces.get(number) ?? '') + payload.slice(mark + 1);
    if (payload[mark] === '+') {
      this.#pieces.set(number, encoded);
      return;
    }
    this.#pieces.delete(number);
    this.#onMessage(Buffer.from(encoded, 'base64').toString());
  }
}
