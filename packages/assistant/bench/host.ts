// The page that the openings are measured on, and its server.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const DIST = join(import.meta.dirname, '../dist');

/** Stands in for the renderer, which is not ours to measure. */
const RENDERER = `customElements.define('openai-chatkit', class extends HTMLElement {
  setOptions() { queueMicrotask(() => this.dispatchEvent(new CustomEvent('chatkit.ready', { bubbles: true, composed: true }))); }
  async focusComposer() {} async setThreadId() {} async fetchUpdates() {} async hideHistory() {} async setComposerValue() {}
})`;

const SHOP = `<!doctype html><title>Shop</title><body><h1>Shop</h1>
  <script async src="/kb-assistant.js" data-api-url="/api" data-chatkit-src="/renderer.js"></script>`;

/** What a built file weighs on its way, in bytes. */
export const sizeOf = (file: string): number => brotliCompressSync(readFileSync(join(DIST, file))).length;

/** Serves the page with the assistant at `/`, and the files given beside it; scripts with brotli, as a site would. */
export async function serveHost(files: Record<string, string> = {}): Promise<{ url: string; close(): void }> {
  const made: Record<string, string> = { '/': SHOP, '/renderer.js': RENDERER, ...files };
  const compressed = new Map<string, Buffer>();
  const bodyOf = (path: string): Buffer => {
    const body = compressed.get(path) ?? brotliCompressSync(made[path] ?? readFileSync(join(DIST, path)));
    compressed.set(path, body);
    return body;
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://bench');
    try {
      const body = bodyOf(pathname);
      const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
      response.writeHead(200, { 'content-type': type, 'content-encoding': 'br' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
