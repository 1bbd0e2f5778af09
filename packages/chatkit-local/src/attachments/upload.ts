import type { Attachment } from '@kb-assistant/protocol';
import type { FileUploadStrategy } from '@openai/chatkit';
import type { ResolvedApi } from '../options/resolved-options.ts';
import { ApiError, errorFromResponse } from '../transport/api-error.ts';
import type { ChatKitClient } from '../transport/chatkit-client.ts';

export interface Upload {
  file: File;
  signal: AbortSignal;
  /** From 0 to 1. Never called where the page's own `fetch` uploads, which cannot tell. */
  onProgress: (progress: number) => void;
}

export interface UploadTarget {
  api: Extract<ResolvedApi, { type: 'custom' }>;
  strategy: FileUploadStrategy;
  client: ChatKitClient;
}

/**
 * Brings a file to the server, and resolves with what the server calls it.
 *
 * @throws {ApiError} or the signal's reason
 */
export function uploadFile(upload: Upload, target: UploadTarget): Promise<Attachment> {
  return target.strategy.type === 'direct'
    ? uploadDirect(upload, target.strategy.uploadUrl, target)
    : uploadInTwoPhases(upload, target);
}

async function uploadDirect(upload: Upload, url: string, { api }: UploadTarget): Promise<Attachment> {
  const response = await post(upload, { url, method: 'POST', headers: {}, fetch: api.fetch });
  const attachment = (await response.json().catch(() => null)) as Partial<Attachment> | null;
  return assertAttachment(attachment, url);
}

async function uploadInTwoPhases(upload: Upload, { api, client }: UploadTarget): Promise<Attachment> {
  const { name, size, type } = upload.file;
  const created = await client.json('attachments.create', { name, size, mime_type: type }, upload.signal);
  const { upload_descriptor: descriptor, ...attachment } = assertAttachment(created, 'attachments.create');
  if (!descriptor) return attachment;
  const own = originOf(descriptor.url) === originOf(api.url);
  // The page's fetch adds what its own server asks for. A storage elsewhere is given nothing of that.
  await post(upload, { ...descriptor, fetch: own ? api.fetch : undefined });
  return attachment;
}

const originOf = (url: string): string => new URL(url, document.baseURI).origin;

function assertAttachment(value: Partial<Attachment> | null, from: string): Attachment {
  if (typeof value?.id === 'string' && typeof value.name === 'string') return value as Attachment;
  throw new ApiError('unexpected-answer', `The answer of ${from} is not an attachment with an "id" and a "name".`);
}

interface Target {
  url: string;
  method: string;
  headers: Record<string, string>;
  fetch: typeof globalThis.fetch | undefined;
}

async function post({ file, signal, onProgress }: Upload, { url, method, headers, fetch }: Target): Promise<Response> {
  if (!/^https?:$/.test(new URL(url, document.baseURI).protocol)) {
    throw new ApiError('unexpected-answer', `A file can go to http or https only; the server said ${url}`);
  }
  const body = new FormData();
  body.append('file', file, file.name);
  let response: Response;
  try {
    response = fetch
      ? await fetch.call(globalThis, url, { method, headers, body, signal })
      : await send({ url, method, headers, body, signal, onProgress });
  } catch (cause) {
    signal.throwIfAborted();
    throw new ApiError('network-error', `${file.name} could not be sent to ${new URL(url, document.baseURI).host}.`, {
      cause,
    });
  }
  if (!response.ok) throw await errorFromResponse(response);
  return response;
}

interface Sending extends Omit<Target, 'fetch'> {
  body: FormData;
  signal: AbortSignal;
  onProgress: (progress: number) => void;
}

/** As fetch, which cannot tell how far an upload is. */
const send = ({ url, method, headers, body, signal, onProgress }: Sending): Promise<Response> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) onProgress(loaded / total);
    };
    request.onload = () => {
      const { status, statusText, responseText } = request;
      resolve(new Response([204, 205].includes(status) ? null : responseText, { status, statusText }));
    };
    request.onerror = () => reject(new TypeError('The upload failed.'));
    request.onabort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
