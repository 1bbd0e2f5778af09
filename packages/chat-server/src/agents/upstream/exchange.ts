import type { Turn } from '../../agent.ts';
import { codeOfStatus, retryAfter, UpstreamError, type UpstreamErrorCode } from './errors.ts';

export interface UpstreamOptions {
  /** How long nothing may arrive before the answer is given up, in milliseconds. Default 60,000. */
  timeoutMs?: number;
  /** What sends the requests. Default the global `fetch`. */
  fetch?: typeof fetch;
}

const TIMEOUT_MS = 60_000;
/** More is no answer to a person, but a mistake. In bytes. */
const ANSWER_SIZE = 16 * 1024 * 1024;
/** Of what an error answer says, so much is read, in characters, and so much gets into the log. */
const REASON_SIZE = 16_384;
const REASON_LENGTH = 300;

/** One question to a server elsewhere, and its answer. Ends with the turn, and when nothing arrives any more. */
export class Exchange {
  readonly #turn: Pick<Turn, 'signal' | 'locale'>;
  readonly #url: URL;
  readonly #headers: Headers;
  readonly #options: Required<UpstreamOptions>;
  readonly #idle = new AbortController();
  readonly #signal: AbortSignal;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    turn: Pick<Turn, 'signal' | 'locale'>,
    url: URL,
    headers: Headers,
    { timeoutMs = TIMEOUT_MS, fetch: send = fetch }: UpstreamOptions,
  ) {
    this.#turn = turn;
    this.#url = url;
    this.#headers = headers;
    this.#options = { timeoutMs, fetch: send };
    this.#signal = AbortSignal.any([turn.signal, this.#idle.signal]);
  }

  /** @throws {UpstreamError} where there is no answer, or one that is not 2xx. */
  async post(body: unknown): Promise<Response> {
    const headers = new Headers(this.#headers);
    headers.set('content-type', 'application/json');
    const response = await this.#within('agent-unavailable', () =>
      this.#options.fetch(this.#url, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        signal: this.#signal,
        // Keys in headers would go along to wherever it leads.
        redirect: 'manual',
      }),
    );
    if (response.ok) return response;
    throw await this.#refusal(response);
  }

  /** The pieces of a body as they come, put together at their characters. Leaving early cancels it. */
  async *text(response: Response): AsyncGenerator<string, void, undefined> {
    if (!response.body) return;
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let size = 0;
    try {
      for (;;) {
        const { done, value } = await this.#within('agent-answer-cut', () => reader.read());
        if (done) break;
        size += value.byteLength;
        if (size > ANSWER_SIZE) throw this.error('agent-answer-malformed', `the answer has over ${ANSWER_SIZE} bytes.`);
        const text = decoder.decode(value, { stream: true });
        if (text !== '') yield text;
      }
    } finally {
      // Not waited for: it may hang, as the answer did.
      void reader.cancel().catch(() => {});
    }
  }

  /** @param detail For the log; what is secret in it is taken out. */
  error(code: UpstreamErrorCode, detail: string, retryAfterMs?: number): UpstreamError {
    const { origin, pathname } = this.#url;
    const text = this.#withoutSecrets(`${origin}${pathname}: ${detail}`);
    return new UpstreamError(code, text, { locale: this.#turn.locale, retryAfterMs });
  }

  /** What is thrown after the turn has ended is the echo of that, and passed on as it is. */
  async #within<T>(onLoss: UpstreamErrorCode, work: () => Promise<T>): Promise<T> {
    const { timeoutMs } = this.#options;
    this.#timer = setTimeout(() => this.#idle.abort(), timeoutMs);
    try {
      return await work();
    } catch (cause) {
      this.#turn.signal.throwIfAborted();
      if (this.#idle.signal.aborted) throw this.error('agent-timeout', `nothing came for ${timeoutMs} ms.`);
      throw this.error(onLoss, `the connection was lost (${reasonOf(cause)}).`);
    } finally {
      clearTimeout(this.#timer);
    }
  }

  async #refusal(response: Response): Promise<UpstreamError> {
    const { status, headers } = response;
    if (status < 400) {
      void response.body?.cancel().catch(() => {});
      return this.error('agent-answer-malformed', `it answered ${status}, and redirects are not followed.`);
    }
    let body = '';
    try {
      for await (const text of this.text(response)) {
        body += text;
        if (body.length > REASON_SIZE) break;
      }
    } catch {
      // The status says enough.
      this.#turn.signal.throwIfAborted();
    }
    const reason = reasonIn(body);
    return this.error(
      codeOfStatus(status),
      `it answered ${status}${reason === '' ? '' : `, “${reason}”`}.`,
      retryAfter(headers, Date.now()),
    );
  }

  /** Providers repeat a key that they refuse. */
  #withoutSecrets(text: string): string {
    const secrets = Array.from(this.#headers.values(), (value) => value.replace(/^\w+ /, '')).filter(
      (value) => value.length > 5,
    );
    return withoutKeys(secrets.reduce((safe, secret) => safe.replaceAll(secret, '…'), text));
  }
}

/** Takes out what looks like a key, also where it is shortened. */
export const withoutKeys = (text: string): string =>
  text.replace(/\b(?:sk|pk|rk)-[\w*.-]+/g, '…').replace(/\bBearer\s+\S+/gi, 'Bearer …');

/** What an error body says, in one line: `{ error: { message } }`, `{ error }`, `{ message }`, `{ detail }`, or text. */
export function reasonIn(body: string): string {
  let said: unknown;
  try {
    said = JSON.parse(body);
  } catch {
    return /^\s*</.test(body) ? 'a page of HTML' : oneLine(body);
  }
  const { error, message, detail } = (said ?? {}) as Record<string, unknown>;
  const inner = (error as { message?: unknown } | null | undefined)?.message;
  return oneLine([inner, error, message, detail].find((each) => typeof each === 'string') ?? body);
}

const oneLine = (text: unknown): string => String(text).replace(/\s+/g, ' ').trim().slice(0, REASON_LENGTH);

/** The code that Node gives, such as `ECONNREFUSED`; its messages may hold what was sent. */
function reasonOf(cause: unknown): string {
  const { cause: inner, code, name } = (cause ?? {}) as { cause?: { code?: unknown }; code?: unknown; name?: unknown };
  const reason = [inner?.code, code, name].find((each) => typeof each === 'string');
  return typeof reason === 'string' ? reason : 'for an unknown reason';
}

/**
 * @param name The option that the headers come from, for the error.
 * @throws {TypeError} where a header cannot be sent; without its value, which may be a key.
 */
export function headersOf(name: string, values: Record<string, string>): Headers {
  const headers = new Headers();
  for (const [header, value] of Object.entries(values)) {
    try {
      headers.set(header, value.trim());
    } catch {
      throw new TypeError(
        `${name}: "${header}" or its value cannot be sent as a header; it holds a forbidden character.`,
      );
    }
  }
  return headers;
}

/** @throws {TypeError} where it is no address of HTTP, or holds a password, which would get into logs. */
export function addressOf(name: string, value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`${name}: expected an address such as "https://api.example.com/v1", got "${value}".`);
  }
  if (url.username || url.password) {
    throw new TypeError(`${name}: the address holds a user name or password. Send it in "headers".`);
  }
  return url;
}
