import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { type Article, readArticles } from './articles.ts';
import { articlePage, homePage, notFoundPage } from './layout.ts';

export type { Article } from './articles.ts';

/**
 * As strict as a policy can be: the assistant needs no more than scripts, styles and connections of its own origin.
 * `style-src` has no `unsafe-inline`, and Trusted Types are enforced.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const PUBLIC = join(import.meta.dirname, '../public');
const ASSETS = { '/help-center.css': 'text/css', '/help-center.js': 'text/javascript' };

export interface HelpCenter {
  /** What the assistant is to know. */
  articles: readonly Article[];
  /** The pages, and what they look like. */
  site: Hono;
}

/** A plausible host page: the articles of a folder, with the assistant floating on each. */
export function createHelpCenter(folder: string): HelpCenter {
  const articles = readArticles(folder);
  const site = new Hono();
  site.use(async (context, next) => {
    await next();
    context.header('content-security-policy', CONTENT_SECURITY_POLICY);
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'same-origin');
  });
  for (const [path, type] of Object.entries(ASSETS)) {
    const body = readFileSync(join(PUBLIC, path), 'utf8');
    site.get(path, (context) => context.body(body, 200, { 'content-type': `${type}; charset=utf-8` }));
  }
  site.get('/', (context) => context.html(homePage(articles)));
  for (const article of articles) site.get(article.url, (context) => context.html(articlePage(article, articles)));
  site.notFound((context) => context.html(notFoundPage(), 404));
  return { articles, site };
}
