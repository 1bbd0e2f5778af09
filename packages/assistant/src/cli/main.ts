#!/usr/bin/env node
import { parseArgs, styleText } from 'node:util';
import { VERSION } from '../shared/version.ts';
import { type DoctorOptions, examine } from './doctor.ts';

const HELP = `Usage: npx kb-assistant doctor [options]

Asks the endpoints of an assistant as a page would, and says what is wrong and what to do.
Ends with 0 where nothing keeps the chat from coming up, else with 1.

Options
  --session-url URL     The session endpoint: what the attribute session-url names.
  --api-url URL         The chat server: what the attribute api-url names. One of the two is needed.
  --origin ORIGIN       The page's origin, such as https://www.example.com. Default: that of the endpoints.
  --domain-key KEY      Look at the domain key for the official renderer as well.
  --bearer-env NAME     Send the token in this environment variable, as a signed-in visitor would.
  --cookie-env NAME     Send the cookies in this environment variable ("name=value; other=value").
  --ask TEXT            Ask a question, and see how the answer comes. The conversation is deleted again.
  --timeout SECONDS     How long each endpoint may take. Default 20.
  --json                Print the report as JSON.
  --help, --version
`;

/** A mistake in the command line: told in one line, without a stack. */
class UsageError extends Error {}

try {
  process.exitCode = await run();
} catch (error) {
  const known = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  console.error(known ? `${(error as Error).message}\nAll options: npx kb-assistant --help` : error);
  process.exitCode = 1;
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'session-url': { type: 'string' },
      'api-url': { type: 'string' },
      origin: { type: 'string' },
      'domain-key': { type: 'string' },
      'bearer-env': { type: 'string' },
      'cookie-env': { type: 'string' },
      ask: { type: 'string' },
      timeout: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
      version: { type: 'boolean' },
    },
  });
  const say = (text: string): number => (console.log(text), 0);
  if (values.version) return say(VERSION);
  if (values.help || positionals.length === 0) return say(HELP);
  if (positionals.length > 1 || positionals[0] !== 'doctor') {
    throw new UsageError(`Expected the command "doctor", got "${positionals.join(' ')}".`);
  }
  const options: DoctorOptions = {
    sessionUrl: webAddress('--session-url', values['session-url']),
    apiUrl: webAddress('--api-url', values['api-url']),
    origin: originOf(values.origin),
    domainKey: values['domain-key'],
    auth: authOf(values['bearer-env'], values['cookie-env']),
    ask: values.ask,
    ...(values.timeout === undefined ? {} : { deadlineMs: secondsOf(values.timeout) * 1000 }),
  };
  if (options.sessionUrl === undefined && options.apiUrl === undefined) {
    throw new UsageError('Say where the endpoints are: --session-url, --api-url, or both.');
  }
  const diagnosis = await examine(options);
  console.log(values.json ? JSON.stringify(diagnosis, null, 2) : coloured(diagnosis.text));
  return diagnosis.verdict === 'fail' ? 1 : 0;
}

function webAddress(option: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw new UsageError(
      `${option}: expected a whole address such as https://www.example.com/api/chatkit, got "${value}".`,
    );
  }
  return value;
}

function originOf(value: string | undefined): string | undefined {
  const url = webAddress('--origin', value);
  if (url === undefined) return undefined;
  const { origin } = new URL(url);
  if (url !== origin)
    throw new UsageError(`--origin: expected "${origin}", without a path or a slash at the end, got "${url}".`);
  return origin;
}

/** Secrets come in variables: a command line can be read by everybody on the machine, and stays in the history. */
function authOf(bearer: string | undefined, cookie: string | undefined): Headers {
  const headers = new Headers();
  const valueOf = (option: string, name: string): string => {
    const value = process.env[name];
    if (!value) throw new UsageError(`${option}: the environment variable ${name} is not set.`);
    return value;
  };
  if (bearer !== undefined) headers.set('authorization', `Bearer ${valueOf('--bearer-env', bearer)}`);
  if (cookie !== undefined) headers.set('cookie', valueOf('--cookie-env', cookie));
  return headers;
}

function secondsOf(value: string): number {
  const seconds = Number(value);
  if (seconds > 0 && seconds <= 600) return seconds;
  throw new UsageError(`--timeout: expected seconds from 1 to 600, got "${value}".`);
}

function coloured(text: string): string {
  if (!process.stdout.isTTY || process.env['NO_COLOR']) return text;
  const colours = { '✗': 'red', '!': 'yellow', '✓': 'green' } as const;
  return text
    .split('\n')
    .map((line) => {
      const colour = colours[line[0] as keyof typeof colours];
      return colour ? styleText(colour, line[0] ?? '') + line.slice(1) : line;
    })
    .join('\n');
}
