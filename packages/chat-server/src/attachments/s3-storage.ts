import { AwsClient } from 'aws4fetch';
import type { AttachmentStorage } from './attachment-storage.ts';

export interface S3StorageOptions {
  /** The address of the bucket: `https://my-bucket.s3.eu-central-1.amazonaws.com`, `https://host/my-bucket`. */
  url: string;
  region: string;
  accessKeyId: string;
  /** A secret: from the environment, never from the page. */
  secretAccessKey: string;
  sessionToken?: string;
  /** What the names of the objects begin with. `attachments/` by default. */
  prefix?: string;
  /**
   * How clients send their files: `presigned`, straight to the bucket by `PUT` (its CORS rules must allow the page's
   * origin, `PUT`, `Content-Type` and `If-None-Match`), or `proxied`, as a form through `chat.attachments`, for
   * clients that know no other way. `presigned` by default.
   */
  uploads?: 'presigned' | 'proxied';
  /**
   * Whether an address for an upload works once, by `If-None-Match: *`: then nobody exchanges a file after its first
   * bytes were looked at. Switch it off for a bucket that does not know this header. True by default.
   */
  once?: boolean;
  /** Stands in for the global `fetch`. */
  fetch?: typeof fetch;
}

/** Milliseconds that the bucket may take for an answer. */
const TIMEOUT_MS = 30_000;

/**
 * Keeps attachments in a bucket of S3, or of anything that speaks its protocol (R2, MinIO, …), by signature version 4.
 *
 * @throws {TypeError} where `url` is no address by http or https.
 * @example
 * const storage = s3Storage({
 *   url: 'https://my-bucket.s3.eu-central-1.amazonaws.com',
 *   region: 'eu-central-1',
 *   accessKeyId: process.env.AWS_ACCESS_KEY_ID,
 *   secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
 * });
 */
export function s3Storage(options: S3StorageOptions): AttachmentStorage {
  const {
    url,
    region,
    accessKeyId,
    secretAccessKey,
    sessionToken,
    prefix = 'attachments/',
    uploads = 'presigned',
    once = true,
  } = options;
  const send = options.fetch ?? fetch;
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    throw new TypeError(`s3Storage: expected url to be the address of a bucket, got "${url}".`);
  }
  const aws = new AwsClient({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    region,
    service: 's3',
  });
  const addressOf = (id: string): URL => new URL(`${url.replace(/\/+$/, '')}/${prefix}${encodeURIComponent(id)}`);

  const call = async (id: string, init: RequestInit): Promise<Response> =>
    // Only there: what answers with another address is not to be trusted with the bytes.
    send(await aws.sign(addressOf(id).href, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) }));

  const found = async (id: string, init: RequestInit): Promise<Response | null> => {
    const response = await call(id, init);
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === 404) return null;
    throw new Error(`The bucket answered ${init.method} with ${response.status}.`);
  };

  const presign = async (
    id: string,
    method: string,
    lifetimeMs: number,
    headers: Record<string, string> = {},
    query: Record<string, string> = {},
  ) => {
    const address = addressOf(id);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    address.searchParams.set('X-Amz-Expires', String(Math.ceil(lifetimeMs / 1000)));
    // All headers: size and type are what the signature is for.
    const signed = await aws.sign(address.href, { method, headers, aws: { signQuery: true, allHeaders: true } });
    return signed.url;
  };

  return {
    async write({ id, mimeType }, bytes) {
      const response = await call(id, { method: 'PUT', headers: { 'Content-Type': mimeType }, body: bytes });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`The bucket answered PUT with ${response.status}.`);
    },

    async read(id) {
      const response = await found(id, { method: 'GET' });
      return response && new Uint8Array(await response.arrayBuffer());
    },

    async look(id, length) {
      const head = await found(id, { method: 'HEAD' });
      if (!head) return null;
      const size = Number(head.headers.get('content-length'));
      // A range of an empty object cannot be satisfied.
      if (size === 0) return { size, start: new Uint8Array() };
      const part = await found(id, { method: 'GET', headers: { Range: `bytes=0-${length - 1}` } });
      return part && { size, start: new Uint8Array(await part.arrayBuffer()).subarray(0, length) };
    },

    async delete(id) {
      await found(id, { method: 'DELETE' });
    },

    ...(uploads === 'presigned' && {
      presignUpload: async ({ id, mimeType, size }, lifetimeMs) => ({
        url: await presign(id, 'PUT', lifetimeMs, {
          'content-type': mimeType,
          'content-length': String(size),
          ...(once ? { 'if-none-match': '*' } : {}),
        }),
        method: 'PUT' as const,
        // Content-Length is the browser's to send: from the file, which must therefore have the announced size.
        headers: { 'Content-Type': mimeType, ...(once ? { 'If-None-Match': '*' } : {}) },
      }),
    }),

    presignRead: (id, { type, disposition }, lifetimeMs) =>
      presign(
        id,
        'GET',
        lifetimeMs,
        {},
        { 'response-content-type': type, 'response-content-disposition': disposition },
      ),
  };
}
