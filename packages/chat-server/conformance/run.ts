#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { check } from './check.ts';
import type { Need } from './transcript.ts';

const USAGE = `Checks a ChatKit server.

  --url URL              where requests of the protocol are posted
  --header 'Name: value' sent with each request; may be given several times
  --second-header '…'    the same for a second user, who must see nothing of the first
  --has LIST             what the server was set up with: script, attachments, transcription
  --only TEXT            only the transcripts whose name holds this
`;

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    header: { type: 'string', multiple: true, default: [] },
    'second-header': { type: 'string', multiple: true, default: [] },
    has: { type: 'string', default: '' },
    only: { type: 'string' },
  },
});

const KNOWN: Need[] = ['script', 'attachments', 'transcription'];

function fail(problem: string): never {
  console.error(`${problem}\n\n${USAGE}`);
  process.exit(2);
}

const headersOf = (lines: string[]): Record<string, string> =>
  Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':');
      if (at < 1) fail(`--header: expected "Name: value", got "${line.slice(0, 20)}".`);
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );

const has = values.has.split(',').filter(Boolean) as Need[];
const unknown = has.find((each) => !KNOWN.includes(each));
if (unknown !== undefined) fail(`--has: expected some of ${KNOWN.join(', ')}; got "${unknown}".`);
if (values.url === undefined || !URL.canParse(values.url)) fail('--url: expected the address of a server.');

const counts = { passed: 0, failed: 0, skipped: 0 };
for await (const { name, outcome, problems } of check({
  url: values.url,
  headers: headersOf(values.header),
  ...(values['second-header'].length > 0 ? { secondHeaders: headersOf(values['second-header']) } : {}),
  has,
  ...(values.only === undefined ? {} : { only: values.only }),
})) {
  counts[outcome]++;
  console.log(`${{ passed: '✓', failed: '✗', skipped: '–' }[outcome]} ${name}`);
  for (const problem of problems) console.log(`    ${problem}`);
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
