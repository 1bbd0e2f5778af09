import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The secret that sessions and visitors' cookies are signed with: `KB_SESSION_SECRET`, else one made on the first
 * start and kept beside the data, so that a restart forgets nobody.
 */
export function sessionSecret(dataFolder: string): string {
  const configured = process.env['KB_SESSION_SECRET'];
  if (configured) return configured;
  const file = join(dataFolder, 'session-secret');
  mkdirSync(dataFolder, { recursive: true });
  try {
    // Only ever written where there is none: two processes that start together must agree.
    writeFileSync(file, randomBytes(48).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}
