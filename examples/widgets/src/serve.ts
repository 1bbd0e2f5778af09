/** Serves the page, and the open renderer beside it: `npm start`, then http://localhost:4180. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';

const PUBLIC = join(import.meta.dirname, '../public');
const RENDERER = join(import.meta.dirname, '../../../packages/chatkit-local/dist');

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
};

/** @returns a server that was not started yet. */
export function createPageServer(): Server {
  return createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = path.startsWith('/chatkit-local/')
      ? join(RENDERER, path.slice('/chatkit-local/'.length))
      : join(PUBLIC, path === '/' ? 'index.html' : path);
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
}

if (import.meta.main) {
  createPageServer().listen(4180, () => console.log('http://localhost:4180'));
}
