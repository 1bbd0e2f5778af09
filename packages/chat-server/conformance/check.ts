import { mismatch, type Notes } from './match.ts';
import { brokenRules, nullAt, readStream } from './stream-rules.ts';
import type { Expected, Need, Step, Transcript } from './transcript.ts';
import { transcripts } from './transcripts.ts';

export interface CheckOptions {
  /** The address of the server: where requests of the protocol are posted. */
  url: string;
  /** Sent with each request: whoever the first user is. */
  headers?: Record<string, string>;
  /** Who the second user is; without them, isolation is not checked. */
  secondHeaders?: Record<string, string>;
  /** What the server was set up with. */
  has?: readonly Need[];
  /** Only the transcripts whose name holds this. */
  only?: string;
  fetch?: typeof fetch;
}

export interface Result {
  name: string;
  outcome: 'passed' | 'failed' | 'skipped';
  /** What went wrong, or what is missing. */
  problems: string[];
}

/** Kinds of events that may stand anywhere in an answer. */
const ANYWHERE = ['progress_update', 'client_effect', 'notice', 'thread.updated'];

/** How long an answer may take, in milliseconds. */
const TIMEOUT_MS = 120_000;

/** Plays the transcripts against a server, one after the other. */
export async function* check(options: CheckOptions): AsyncGenerator<Result, void, undefined> {
  for (const transcript of transcripts) {
    if (options.only !== undefined && !transcript.name.includes(options.only)) continue;
    const missing = (transcript.needs ?? []).filter((need) => !has(options, need));
    yield missing.length > 0
      ? { name: transcript.name, outcome: 'skipped', problems: [`needs ${missing.join(', ')}`] }
      : await play(transcript, options);
  }
}

const has = ({ has: given = [], secondHeaders }: CheckOptions, need: Need): boolean =>
  need === 'second-user' ? secondHeaders !== undefined : given.includes(need);

async function play({ name, steps }: Transcript, options: CheckOptions): Promise<Result> {
  const notes: Notes = new Map();
  for (const step of steps) {
    const problems = await tryStep(step, notes, options).catch((error: unknown) => [String(error)]);
    // What follows builds on it.
    if (problems.length > 0) {
      return { name, outcome: 'failed', problems: problems.map((problem) => `${step.says}: ${problem}`) };
    }
  }
  return { name, outcome: 'passed', problems: [] };
}

async function tryStep(step: Step, notes: Notes, options: CheckOptions): Promise<string[]> {
  const send = options.fetch ?? fetch;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  if (step.upload) {
    const target = notes.get(step.upload.to) as { url: string; method: string; headers: Record<string, string> };
    const file = new File([step.upload.bytes], 'file', { type: step.upload.type });
    const form = new FormData();
    form.append('file', file);
    const body = target.method === 'PUT' ? file : form;
    response = await send(target.url, { method: target.method, headers: target.headers, body, signal });
  } else {
    const given = typeof step.send === 'function' ? step.send(notes) : step.send;
    const who = step.as === 'second-user' ? options.secondHeaders : options.headers;
    response = await send(options.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': 'en', ...who },
      body: typeof given === 'string' ? given : JSON.stringify(given),
      signal,
    });
  }
  const body = await response.text();
  const status = [step.status ?? 200].flat();
  if (!status.includes(response.status)) {
    return [`expected the status ${status.join(' or ')}, got ${response.status}: ${body.slice(0, 200)}`];
  }
  const type = response.headers.get('content-type')?.split(';')[0];
  if (step.events) {
    if (type !== 'text/event-stream') return [`expected the type text/event-stream, got ${type}`];
    const { events, problems } = readStream(body);
    const broken = [...problems, ...brokenRules(events)];
    return broken.length > 0 ? broken : sequenceProblem(events, step.events, notes);
  }
  if (step.json === undefined) return [];
  if (type !== 'application/json') return [`expected the type application/json, got ${type}`];
  const value: unknown = JSON.parse(body);
  const empty = nullAt(value);
  if (empty !== null) return [`${empty} is null; absent fields are left out`];
  const problem = mismatch(value, step.json, notes);
  return problem === null ? [] : [problem];
}

/** Where the events do not follow the expected order. */
function sequenceProblem(events: Record<string, unknown>[], expected: Expected[], notes: Notes): string[] {
  let at = 0;
  for (const each of expected) {
    if ('many' in each) {
      while (at < events.length && mismatch(events[at], each.many, notes) === null) at++;
      continue;
    }
    // One that is expected is taken, whatever its kind; others may stand before it.
    let problem: string | null = 'the stream has ended';
    for (; at < events.length; at++) {
      problem = mismatch(events[at], each.one, notes);
      if (problem === null || !ANYWHERE.includes(String(events[at]?.['type']))) break;
    }
    if (at >= events.length) return [`after ${events.length} events, ${problem ?? 'one'} is missing`];
    if (problem !== null) return [`event ${at} (${String(events[at]?.['type'])}): ${problem}`];
    at++;
  }
  const left = events.slice(at).find(({ type }) => !ANYWHERE.includes(String(type)));
  return left ? [`an event too many: ${JSON.stringify(left).slice(0, 200)}`] : [];
}
