import { createHash } from 'node:crypto';
import { ensureDatabase } from '../../../packages/chat-server/src/testing/postgres-server.ts';

/** What several processes of a server need to be one, in the words of `examples/server/src/storage.ts`. */
export interface SharedStorage {
  processes: number;
  env: { DATABASE_URL: string; REDIS_URL?: string };
}

/**
 * Where the servers of a test keep what they share: a database for each name, always the same for the same name.
 * `null` where one process is all that the run asks for. The project `e2e-instances` asks for more; see its setup.
 */
export async function sharedStorage(name: string): Promise<SharedStorage | null> {
  const { KB_E2E_PROCESSES: processes, KB_E2E_POSTGRES: postgres, KB_E2E_REDIS: redis } = process.env;
  if (!processes || !postgres) return null;
  const database = `e2e_${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
  return {
    processes: Number(processes),
    env: { DATABASE_URL: await ensureDatabase(postgres, database), ...(redis ? { REDIS_URL: redis } : {}) },
  };
}
