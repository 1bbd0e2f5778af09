export type { PostgresPlace, PostgresPool } from './pool.ts';
export { postgresRelay, type PostgresRelayOptions } from './relay.ts';
export { postgresStore } from './store.ts';
