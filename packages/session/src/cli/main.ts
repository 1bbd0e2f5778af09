#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs, parseEnv } from 'node:util';
import { exportJWK, generateKeyPair } from 'jose';
import { SessionConfigError } from '../errors.ts';
import { toNodeHandler } from '../node/to-node-handler.ts';
import { type Environment, handlerFromEnv, type HandlerFromEnvOptions } from './handler-from-env.ts';
import { helpText, type Variable, VARIABLES } from './variables.ts';

/** How long requests under way may take to end, once it is told to stop. */
const STOP_MS = 10_000;

const say = (entry: Record<string, unknown>): void => console.log(JSON.stringify(entry));

try {
  const { values } = parseArgs({
    options: { help: { type: 'boolean' }, 'env-file': { type: 'string' }, 'new-key': { type: 'string' } },
  });
  if (values.help) console.log(helpText());
  else if (values['new-key'] !== undefined) await printKey(values['new-key']);
  else await serve(readEnvironment(values['env-file']));
} catch (error) {
  // One line that says which variable; a stack would help nobody.
  console.error(error instanceof SessionConfigError ? explain(error) : (error as Error).message);
  process.exit(1);
}

function explain({ option, message }: SessionConfigError): string {
  const variables = VARIABLES.filter((variable: Variable) => variable.option === option).map(({ name }) => name);
  return variables.length > 0 ? `${variables.join(', ')}: ${message}\nAll variables: --help` : message;
}

function readEnvironment(file?: string): Environment {
  const name = file ?? '.env';
  const variables = process.env;
  if (file === undefined && !existsSync(name)) return { variables };
  return { variables, file: { name, variables: parseEnv(readFileSync(name, 'utf8')) } };
}

async function serve(environment: Environment): Promise<void> {
  const valueOf = (name: string) => environment.variables[name] || environment.file?.variables[name] || undefined;
  const redis = await connectRedis(valueOf('KB_REDIS_URL'));
  const warn = (message: string) => say({ event: 'warning', message });
  const handler = handlerFromEnv(environment, { ...(redis ? { limiter: redis.limiter } : {}), warn });

  const server = createServer(toNodeHandler(handler));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(valueOf('PORT') ?? 8787), valueOf('HOST') ?? '127.0.0.1', resolve);
  });
  const { address, port, family } = server.address() as AddressInfo;
  say({ event: 'server.listening', url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}` });

  const stop = (signal: NodeJS.Signals): void => {
    say({ event: 'server.stopping', signal });
    // Nothing new is accepted; what is under way ends.
    server.close(() => {
      redis?.close();
      say({ event: 'server.stopped' });
    });
    setTimeout(() => process.exit(1), STOP_MS).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** Loaded only where it is asked for: its packages are optional. */
async function connectRedis(
  url: string | undefined,
): Promise<{ limiter: NonNullable<HandlerFromEnvOptions['limiter']>; close(): void } | null> {
  if (!url) return null;
  try {
    const [{ Redis }, { redisRateLimiter }] = await Promise.all([
      import('ioredis'),
      import('../limits/redis-rate-limiter.ts'),
    ]);
    const client = new Redis(url);
    client.on('error', ({ message }: Error) => say({ event: 'redis.failed', message }));
    // The first requests count as well. Where Redis is away, the limiter does without until it comes.
    await new Promise<void>((resolve) => void client.once('ready', resolve).once('error', () => resolve()));
    return {
      limiter: ({ limit, prefix }) => redisRateLimiter({ client, limit, prefix }),
      close: () => client.disconnect(),
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Error('KB_REDIS_URL: needs two packages. Install them: npm install ioredis rate-limiter-flexible', {
      cause: error,
    });
  }
}

async function printKey(alg: string): Promise<void> {
  if (alg !== 'ES256' && alg !== 'EdDSA') throw new Error(`--new-key: expected ES256 or EdDSA, got "${alg}".`);
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const kid = new Date().toISOString().slice(0, 10);
  console.log(JSON.stringify({ kid, ...(await exportJWK(privateKey)) }));
}
