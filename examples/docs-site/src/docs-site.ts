import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { knowledgeBase } from '@kb-assistant/chat-server/knowledge-base';
import { readMarkdownFolder } from '@kb-assistant/chat-server/knowledge-base/node';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { type App, createApp } from '@kb-assistant/example-server';
import { Hono } from 'hono';

export interface DocsSiteOptions {
  /** The Markdown files, which the assistant answers from. */
  docs: string;
  /** What VitePress has made of them. */
  dist: string;
  /** Signs sessions and visitors' cookies. */
  secret: string;
}

/** Notes on how the project was built, and lists made by a tool: on the site, and no answer to a question. */
const UNQUOTED = /^(decisions|reference)\//;

/** The documentation as it was built, its assistant, and nothing from anywhere else. */
export async function createDocsSite({ docs, dist, secret }: DocsSiteOptions): Promise<App> {
  const documents = (await readMarkdownFolder(docs)).filter(({ path = '' }) => !UNQUOTED.test(path));
  return createApp({
    secret,
    agent: knowledgeBase({ documents }),
    store: memoryStore(),
    site: createSite(dist),
  });
}

function createSite(dist: string): Hono {
  const policy = policyFor(dist);
  const site = new Hono();
  site.use(async (context, next) => {
    await next();
    context.header('content-security-policy', policy);
    context.header('x-content-type-options', 'nosniff');
  });
  // Addresses without an ending, as VitePress links to them: a file of that name, else a folder's index.
  const files = serveStatic({ root: dist });
  const pages = serveStatic({ root: dist, rewriteRequestPath: (path) => `${path}.html` });
  site.get('*', files, pages);
  const notFound = readFileSync(join(dist, '404.html'), 'utf8');
  site.notFound((context) => context.html(notFound, 404));
  return site;
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What VitePress puts into the page for a moment, so that nothing fades while light and dark change places. */
const WITHOUT_TRANSITIONS =
  '*,*::before,*::after{-webkit-transition:none!important;-moz-transition:none!important;-o-transition:none!important;-ms-transition:none!important;transition:none!important}';

/** VitePress puts small scripts into each page, which decide on light and dark before the first paint: by their hashes. */
function policyFor(dist: string): string {
  const hashes = new Set<string>();
  for (const file of globSync('**/*.html', { cwd: dist })) {
    const text = readFileSync(join(dist, file), 'utf8');
    for (const [, script = ''] of text.matchAll(/<script(?:\s(?![^>]*\bsrc=)[^>]*)?>(.*?)<\/script>/gs)) {
      hashes.add(hashOf(script));
    }
  }
  return [
    "default-src 'none'",
    `script-src 'self' ${[...hashes].join(' ')}`,
    `style-src 'self' ${hashOf(WITHOUT_TRANSITIONS)}`,
    // Vue writes a few styles into attributes.
    "style-src-attr 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
