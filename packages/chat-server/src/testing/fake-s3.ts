import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

const REGION = 'eu-test-1';
const KEY_ID = 'AKIATEST';
const SECRET = 'a secret key of the tests';

export const s3Credentials = { region: REGION, accessKeyId: KEY_ID, secretAccessKey: SECRET };

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** As RFC 3986 has it, which is stricter than `encodeURIComponent`. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Says what is wrong with the signature of a request, worked out from Amazon's description of version 4 and not by the
 * library that made it. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
function problemOf(request: IncomingMessage, now: number): string | null {
  const url = new URL(request.url!, 'http://x');
  const query = url.searchParams.has('X-Amz-Signature');
  const authorization = Object.fromEntries(
    [...(request.headers.authorization ?? '').matchAll(/(Credential|SignedHeaders|Signature)=([^,\s]+)/g)].map(
      ([, name, value]) => [name, value],
    ),
  );
  const part = (name: string): string => (query ? url.searchParams.get(`X-Amz-${name}`) : authorization[name]) ?? '';
  const [keyId, day = '', region, service, end] = part('Credential').split('/');
  if (keyId !== KEY_ID || region !== REGION || service !== 's3' || end !== 'aws4_request') return 'scope';

  const date = query ? part('Date') : String(request.headers['x-amz-date']);
  if (query) {
    const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
    const from = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
    if (!(now < from + Number(part('Expires')) * 1000)) return 'expired';
  }
  const names = part('SignedHeaders').split(';');
  if (!names.includes('host')) return 'host is not signed';
  const parameters = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&');
  const canonical = [
    request.method,
    url.pathname,
    parameters,
    ...names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`),
    '',
    names.join(';'),
    query ? 'UNSIGNED-PAYLOAD' : String(request.headers['x-amz-content-sha256']),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${SECRET}`, day), REGION));
  const expected = hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).toString('hex');
  return part('Signature') === expected ? null : 'signature';
}

/** A bucket on this machine that lets nobody in without the right signature. */
export async function fakeS3() {
  const objects = new Map<string, { bytes: Buffer; type: string }>();
  const refused: string[] = [];
  let now: number | undefined;
  const server = createServer((request, response) => {
    void (async () => {
      const bytes = await buffer(request);
      const problem = problemOf(request, now ?? Date.now());
      const answer = (status: number, headers: Record<string, string | number> = {}, body?: Buffer) =>
        response.writeHead(status, headers).end(body);
      if (problem !== null) {
        refused.push(problem);
        return answer(403);
      }
      const url = new URL(request.url!, 'http://x');
      const key = decodeURIComponent(url.pathname);
      const object = objects.get(key);
      if (request.method === 'PUT' && object && request.headers['if-none-match'] === '*') return answer(412);
      if (request.method === 'PUT') {
        objects.set(key, { bytes, type: String(request.headers['content-type']) });
        return answer(200);
      }
      if (request.method === 'DELETE') {
        objects.delete(key);
        return answer(204);
      }
      if (!object) return answer(404);
      const headers = {
        'Content-Type': url.searchParams.get('response-content-type') ?? object.type,
        'Content-Disposition': url.searchParams.get('response-content-disposition') ?? 'inline',
      };
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
      const body = from === undefined ? object.bytes : object.bytes.subarray(Number(from), Number(to) + 1);
      return answer(from === undefined ? 200 : 206, { ...headers, 'Content-Length': body.byteLength }, body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/bucket`,
    objects,
    /** Why requests were refused. */
    refused,
    /** Moves the bucket's clock. */
    setTime(time: number) {
      now = time;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
