import { afterEach, expect, test, vi } from 'vitest';
import { uploadFile, type UploadTarget } from './upload.ts';

/** A request of the browser, in the hands of a test. */
class FakeRequest {
  static last: FakeRequest;
  readonly upload: { onprogress?: (event: object) => void } = {};
  readonly headers: Record<string, string> = {};
  status = 0;
  statusText = '';
  responseText = '';
  sent: FormData | null = null;
  address = '';
  onload = (): void => {};
  onerror = (): void => {};
  onabort = (): void => {};

  constructor() {
    FakeRequest.last = this;
  }

  open(method: string, url: string): void {
    this.address = `${method} ${url}`;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  send(body: FormData): void {
    this.sent = body;
  }

  abort(): void {
    this.onabort();
  }

  answer(status: number, body: unknown): void {
    Object.assign(this, { status, responseText: JSON.stringify(body) });
    this.onload();
  }
}

afterEach(() => vi.unstubAllGlobals());

function setup() {
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
  const control = new AbortController();
  const progress: number[] = [];
  const api = { type: 'custom', url: 'https://own.test/chat', fetch: undefined };
  const target = { api, strategy: { type: 'direct', uploadUrl: 'https://own.test/files' } };
  const sent = uploadFile(
    { file: new File(['Hello'], 'a.txt'), signal: control.signal, onProgress: (share) => void progress.push(share) },
    target as unknown as UploadTarget,
  );
  return { sent, control, progress, request: FakeRequest.last };
}

test('an upload tells how far it is, where the browser knows', async () => {
  const { sent, progress, request } = setup();
  expect(request.address).toBe('POST https://own.test/files');
  expect((request.sent!.get('file') as File).name).toBe('a.txt');
  request.upload.onprogress?.({ loaded: 1, total: 4, lengthComputable: true });
  request.upload.onprogress?.({ loaded: 2, total: 0, lengthComputable: false });
  request.upload.onprogress?.({ loaded: 4, total: 4, lengthComputable: true });
  request.answer(200, { type: 'file', id: 'atc_1', name: 'a.txt', mime_type: 'text/plain' });
  expect(await sent).toMatchObject({ id: 'atc_1' });
  expect(progress).toEqual([0.25, 1]);
});

test('an upload that is refused says what the server says', async () => {
  const { sent, request } = setup();
  request.answer(413, { message: 'Too big' });
  await expect(sent).rejects.toMatchObject({ message: 'Too big', status: 413 });
});

test('an upload that does not get through says where it was to go', async () => {
  const { sent, request } = setup();
  request.onerror();
  await expect(sent).rejects.toMatchObject({
    code: 'network-error',
    message: expect.stringContaining('own.test') as string,
  });
});

test('an upload that is taken back ends at once', async () => {
  const { sent, control } = setup();
  control.abort(new Error('removed'));
  await expect(sent).rejects.toThrow('removed');
});
