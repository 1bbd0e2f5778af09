import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** The programs of the workspace first, and with them the Node that comes along. */
const PATH = [join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter);

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Ends the program, which has to be a single one. */
  signal?: AbortSignal;
  /** Shows what it says only where it fails. */
  isQuiet?: boolean;
}

/** Runs a command line, with its output where ours goes. Gives the exit code. */
export function run(command: string, options: RunOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    // A shell that is told to end does not tell what it runs: one command that may be ended takes the shell's place.
    const child = spawn(options.signal && process.platform !== 'win32' ? `exec ${command}` : command, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env, PATH },
      shell: true,
      stdio: options.isQuiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
    options.signal?.addEventListener('abort', () => child.kill());
    child.on('error', reject);
    // Not before all has been read of what it said.
    child.on('close', (code) => {
      if (code !== 0) process.stderr.write(Buffer.concat(said));
      resolve(code ?? 1);
    });
  });
}
