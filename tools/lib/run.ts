import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** The programs of the workspace first, and with them the Node that comes along. */
const PATH = [join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter);

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Ends the program. */
  signal?: AbortSignal;
}

/** Runs a command line, with its output where ours goes. Gives the exit code. */
export function run(command: string, options: RunOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env, PATH },
      shell: true,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    options.signal?.addEventListener('abort', () => child.kill());
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
