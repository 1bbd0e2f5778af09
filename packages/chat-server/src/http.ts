import { ProtocolError, toJson } from '@kb-assistant/protocol';
import { RequestError } from './errors.ts';

/** Nesting that no honest request needs, and that recursive code (`JSON.stringify` included) still gets through. */
const MAX_NESTING = 64;

/** A value as a JSON answer, without its null fields. */
export const jsonResponse = (
  value: unknown,
  init: { status?: number; headers?: Record<string, string> } = {},
): Response =>
  new Response(toJson(value), { ...init, headers: { 'Content-Type': 'application/json', ...init.headers } });

/** An error as a JSON answer. The official chat UI shows the `message` at the top level. */
export function errorResponse({ status, code, message, headers }: RequestError): Response {
  return jsonResponse({ error: { code, message }, message }, { status, headers });
}

/** What a client is told about whatever was thrown: the sentence of errors that were made for it, nothing of others. */
export function toRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  if (error instanceof ProtocolError) {
    return new RequestError('invalid-request', error.message, { code: error.code });
  }
  const message = 'The server could not answer. Try again; its log says what went wrong.';
  return new RequestError('internal-error', message, { cause: error });
}

/** @throws {RequestError} `unsupported-content-type`. It also keeps HTML forms of other sites out. */
export function requireJson(request: Request): void {
  const type = request.headers.get('content-type');
  if (type?.split(';')[0]?.trim().toLowerCase() === 'application/json') return;
  throw new RequestError(
    'unsupported-content-type',
    `Content-Type: expected application/json, got ${type === null ? 'none' : `"${type.slice(0, 80)}"`}.`,
  );
}

/**
 * The text of a request's body. It is counted while it is read: `Content-Length` may be absent, or a lie.
 *
 * @throws {RequestError} `body-too-large`
 * @throws {ProtocolError} `malformed-json` where it is not UTF-8 or nested too deeply to be handled.
 */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = () =>
    new RequestError('body-too-large', `The body is larger than the ${maxBytes} bytes that this server takes.`);

  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  for await (const chunk of chunksUpTo(request, maxBytes, tooLarge)) text += decode(decoder, chunk);
  text += decode(decoder);
  if (isNestedDeeper(text, MAX_NESTING)) {
    throw new ProtocolError('malformed-json', `The body is nested deeper than ${MAX_NESTING} levels.`);
  }
  return text;
}

/**
 * The bytes of a request's body, counted as {@link readText} does.
 *
 * @throws What `tooLarge` makes, and `malformed-json` where the body breaks off.
 */
export async function readBytes(
  request: Request,
  maxBytes: number,
  tooLarge: () => Error,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of chunksUpTo(request, maxBytes, tooLarge)) chunks.push(chunk);
  const bytes = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

async function* chunksUpTo(
  request: Request,
  maxBytes: number,
  tooLarge: () => Error,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge();
  let bytes = 0;
  for await (const chunk of chunksOf(request)) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge();
    yield chunk;
  }
}

/** The body, piece by piece. Leaving the loop early cancels it. */
async function* chunksOf(request: Request): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = request.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const chunk = await reader.read().catch(() => {
        throw new ProtocolError('malformed-json', 'The body broke off before its end.');
      });
      if (chunk.done) return;
      yield chunk.value;
    }
  } finally {
    // Does nothing at the end. Not waited for: a sender that does not stop is the platform's to cut off.
    reader.cancel().catch(() => {});
  }
}

/** The piece of text, or the end of the text where no bytes are given. */
function decode(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    throw new ProtocolError('malformed-json', 'The body is not UTF-8.');
  }
}

/**
 * Whether brackets outside of strings are nested deeper than `max`.
 * By hand and not by a regular expression: those can be made to look at the same text over and over.
 */
function isNestedDeeper(json: string, max: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const char = json[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '[' || char === '{') {
      if (++depth > max) return true;
    } else if (char === ']' || char === '}') depth--;
  }
  return false;
}
