/**
 * What `npm start` runs: builds what changed, then serves the help centre with its assistant.
 * `npm start react`, `vue` or `script-tag` shows that example beside it; `hosted`, `offline` and `agents-workflow` have
 * all they need.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { buildPackages } from './lib/build-packages.ts';
import { ROOT, run } from './lib/run.ts';

/** Each, and whether it shows the assistant of the help centre's server. */
const EXAMPLES: Record<string, { needsServer: boolean }> = {
  'script-tag': { needsServer: true },
  react: { needsServer: true },
  vue: { needsServer: true },
  hosted: { needsServer: false },
  offline: { needsServer: false },
  'agents-workflow': { needsServer: false },
};

const [name] = process.argv.slice(2);
if (name !== undefined && !Object.hasOwn(EXAMPLES, name)) {
  console.error(`There is no example "${name}". The examples: ${Object.keys(EXAMPLES).join(', ')}.`);
  process.exit(2);
}

await buildPackages();
// Ctrl+C reaches the servers too, which end on their own terms; their exit code becomes ours.
process.on('SIGINT', () => {});

// What ends by itself takes the other one along, and so does who ends us.
const ended = new AbortController();
process.on('SIGTERM', () => ended.abort());
const port = Number(process.env['PORT'] ?? 5173);
const running = [
  ...(name === undefined || EXAMPLES[name]!.needsServer ? [serve()] : []),
  ...(name === undefined ? [] : [show(name)]),
];
process.exitCode = await Promise.race(running);
ended.abort();

/** Waits for the server to answer, and for half a minute at most. What has the port in its place may never do so. */
async function isServed(): Promise<void> {
  const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(30_000)]);
  while (!signal.aborted) {
    const answer = await fetch(`http://localhost:${port}/api/chatkit/health`, { signal }).catch(() => null);
    if (answer?.ok) return;
    await setTimeout(200);
  }
}

/** The help centre, whose assistant the example's pages may have as well. */
function serve(): Promise<number> {
  const allowed = [process.env['ALLOWED_ORIGINS'], name && `http://localhost:${port + 1}`].filter(Boolean).join();
  return run('node examples/server/src/main.ts', { env: { ALLOWED_ORIGINS: allowed }, signal: ended.signal });
}

async function show(example: string): Promise<number> {
  // What it says of itself, its address above all, stands below what the server has to say.
  if (EXAMPLES[example]!.needsServer) await isServed();
  if (ended.signal.aborted) return 1;
  const cwd = join(ROOT, 'examples', example);
  const { scripts } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) as {
    scripts: { start?: string; dev?: string };
  };
  const command = scripts.start ?? `${scripts.dev} --port ${port + 1} --strictPort`;
  const env = { PORT: String(port + 1), SERVER_URL: `http://localhost:${port}` };
  return run(command, { cwd, env, signal: ended.signal });
}
