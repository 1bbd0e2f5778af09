import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeS3, s3Credentials } from '../testing/fake-s3.ts';
import { s3Storage } from './s3-storage.ts';

let s3: Awaited<ReturnType<typeof fakeS3>>;
beforeEach(async () => {
  s3 = await fakeS3();
});
afterEach(() => s3.close());

const bytes = new TextEncoder().encode('Hello, bucket');
const file = { id: 'atc_1', mimeType: 'text/plain' };
const open = (more: object = {}) => s3Storage({ url: s3.url, ...s3Credentials, ...more });

describe('s3Storage', () => {
  it('writes, reads, looks at and deletes objects under its prefix, with requests that are signed', async () => {
    const storage = open({ prefix: 'chat/' });
    await storage.write(file, bytes);
    expect([...s3.objects]).toEqual([['/bucket/chat/atc_1', { bytes: Buffer.from(bytes), type: 'text/plain' }]]);
    expect(await storage.read('atc_1')).toEqual(bytes);
    expect(await storage.look('atc_1', 5)).toMatchObject({ size: 13, start: new TextEncoder().encode('Hello') });
    await storage.delete('atc_1');
    await storage.delete('atc_1');
    expect(await storage.read('atc_1')).toBeNull();
    expect(await storage.look('atc_1', 5)).toBeNull();
    expect(s3.refused).toEqual([]);
  });

  it('looks at an empty object', async () => {
    const storage = open();
    await storage.write(file, new Uint8Array());
    expect(await storage.look('atc_1', 5)).toEqual({ size: 0, start: new Uint8Array() });
  });

  it('says so where the bucket refuses', async () => {
    const storage = open({ secretAccessKey: 'wrong' });
    await expect(storage.write(file, bytes)).rejects.toThrow('403');
    await expect(storage.read('atc_1')).rejects.toThrow('403');
    expect(s3.refused).toEqual(['signature', 'signature']);
  });

  it('gives an address that takes the announced file, and no other', async () => {
    const storage = open();
    const target = await storage.presignUpload!({ ...file, size: bytes.byteLength }, 60_000);
    expect(target).toMatchObject({ method: 'PUT', headers: { 'Content-Type': 'text/plain', 'If-None-Match': '*' } });
    const put = (init: RequestInit, url = target.url) => fetch(url, { ...target, ...init });

    expect((await put({ body: new Uint8Array(bytes.byteLength + 1) })).status).toBe(403);
    expect((await put({ body: bytes, headers: { ...target.headers, 'Content-Type': 'text/html' } })).status).toBe(403);
    expect((await put({ body: bytes }, target.url.replace('atc_1', 'atc_2'))).status).toBe(403);
    expect((await put({ method: 'DELETE', body: null })).status).toBe(403);
    expect(s3.objects.size).toBe(0);
    expect((await put({ body: bytes })).status).toBe(200);
    expect(await storage.read('atc_1')).toEqual(bytes);
  });

  it('gives addresses that work again and again where the bucket knows no other way', async () => {
    const target = await open({ once: false }).presignUpload!({ ...file, size: bytes.byteLength }, 60_000);
    expect(target.headers).toEqual({ 'Content-Type': 'text/plain' });
    for (let i = 0; i < 2; i++) expect((await fetch(target.url, { ...target, body: bytes })).status).toBe(200);
  });

  it('follows nobody who answers with another address', async () => {
    const storage = open({
      fetch: async (request: Request) => {
        expect(request.redirect).toBe('manual');
        return new Response(null, { status: 307, headers: { Location: 'http://169.254.169.254/' } });
      },
    });
    await expect(storage.read('atc_1')).rejects.toThrow('307');
    await expect(storage.write(file, bytes)).rejects.toThrow('307');
  });

  it('gives addresses that run out', async () => {
    const storage = open();
    const { url, headers } = await storage.presignUpload!({ ...file, size: bytes.byteLength }, 60_000);
    s3.setTime(Date.now() + 61_000);
    expect((await fetch(url, { method: 'PUT', headers, body: bytes })).status).toBe(403);
    expect(s3.refused).toEqual(['expired']);
  });

  it('gives an address to read from, as what it is meant to be read', async () => {
    const storage = open();
    await storage.write({ id: 'atc_1', mimeType: 'text/html' }, bytes);
    const as = { type: 'text/plain', disposition: "attachment; filename*=UTF-8''a%20b.txt" };
    const url = await storage.presignRead!('atc_1', as, 60_000);
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(response.headers.get('content-disposition')).toBe(as.disposition);
    expect(await response.text()).toBe('Hello, bucket');
    expect((await fetch(url.replace('text%2Fplain', 'text%2Fhtml'))).status).toBe(403);
  });

  it('makes no upload addresses where uploads go through the server', () => {
    expect(open({ uploads: 'proxied' }).presignUpload).toBeUndefined();
  });

  it('refuses an address that is none', () => {
    expect(() => open({ url: 'my-bucket' })).toThrow(/address of a bucket, got "my-bucket"/);
  });
});
