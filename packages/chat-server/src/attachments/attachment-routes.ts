import { invalidField, RequestError } from '../errors.ts';
import { readBytes } from '../http.ts';
import { ATTACHMENT_METHODS, tokenOf } from './link-request.ts';

/** What the lines around a file take in a form, at most. */
const FORM_BYTES = 64 * 1024;

/** What a request to the address of attachments asks for. */
export type AttachmentRequest =
  | { type: 'read'; token: string }
  /** The second half of a two-phase upload. */
  | { type: 'receive'; token: string }
  /** A direct upload. */
  | { type: 'upload' };

/**
 * What a request asks for, by its head alone: `POST` of a form is a direct upload; with a token, the second half of a
 * two-phase one; `GET` with a token reads a file.
 *
 * @throws {RequestError} `method-not-allowed`
 */
export function attachmentRequestOf(request: Request): AttachmentRequest {
  const token = tokenOf(request);
  if (request.method === 'GET' && token !== null) return { type: 'read', token };
  if (request.method === 'POST') return token === null ? { type: 'upload' } : { type: 'receive', token };
  throw new RequestError(
    'method-not-allowed',
    `Expected POST with a form, or GET with a token; got ${request.method}.`,
    { headers: { Allow: ATTACHMENT_METHODS } },
  );
}

export interface FileToSend {
  size: number;
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>;
  type: string;
  disposition: string;
}

/** A file as it is sent: for looking at or for saving, and for nothing else. */
export const fileResponse = ({ size, body, type, disposition }: FileToSend): Response =>
  new Response(body, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': disposition,
      'Content-Length': String(size),
      'X-Content-Type-Options': 'nosniff',
      // Whatever is in it, it may do nothing: no scripts, no forms, no origin.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      // The frame of the chat is of another origin.
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'private, max-age=3600, immutable',
    },
  });

export const attachmentTooLarge = (maxBytes: number): RequestError =>
  new RequestError('attachment-too-large', `A file may have at most ${maxBytes} bytes.`);

/**
 * The `file` of a form.
 *
 * @throws {RequestError} `unsupported-content-type`, `attachment-too-large`, `invalid-request`.
 */
export async function readFile(request: Request, maxBytes: number): Promise<File> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) {
    throw new RequestError(
      'unsupported-content-type',
      `Content-Type: expected multipart/form-data, got ${type === '' ? 'none' : `"${type.slice(0, 80)}"`}.`,
    );
  }
  const bytes = await readBytes(request, maxBytes + FORM_BYTES, () => attachmentTooLarge(maxBytes));
  const form = await new Response(bytes, { headers: { 'Content-Type': type } }).formData().catch(() => {
    throw invalidField('file', 'the body is no form.');
  });
  const file = form.get('file');
  if (!(file instanceof File)) throw invalidField('file', 'expected a form with a file of this name.');
  return file;
}
