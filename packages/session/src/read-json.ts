import { SessionError } from './errors.ts';

/**
 * The JSON body of a request, or `undefined` where it has none. Counts while it reads: a length that is
 * announced may be a lie.
 *
 * @throws {SessionError} `unsupported-content-type`, `body-too-large`, `malformed-json`.
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const type = request.headers.get('content-type');
  if (type !== null && !/^application\/json\s*(;|$)/i.test(type)) {
    throw new SessionError(
      'unsupported-content-type',
      `Expected the content type application/json, got ${type.slice(0, 60)}.`,
    );
  }
  if (!request.body) return undefined;
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new SessionError('malformed-json', 'The body broke off.');
    });
    if (done) break;
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel().catch(() => {});
      throw new SessionError('body-too-large', `Expected at most ${maxBytes} bytes.`);
    }
    text += decoder.decode(value, { stream: true });
  }
  if (text.trim() === '') return undefined;
  if (type === null)
    throw new SessionError('unsupported-content-type', 'Expected the content type application/json, got none.');
  try {
    return JSON.parse(text);
  } catch {
    throw new SessionError('malformed-json', 'The body is not JSON.');
  }
}
