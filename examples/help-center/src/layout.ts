import { html, raw } from 'hono/html';
import type { Article } from './articles.ts';

type Html = ReturnType<typeof html>;

/** The shelves of the help centre, by the slugs of their articles; what is named nowhere has a page and no place on a shelf. */
const SHELVES: { title: string; slugs: string[] }[] = [
  { title: 'Get started', slugs: ['index', 'start', 'script-tag', 'npm'] },
  { title: 'Make it yours', slugs: ['configuration', 'styling', 'quick-prompts', 'methods-and-events'] },
  { title: 'For everybody', slugs: ['mobile', 'keyboard', 'accessibility', 'privacy'] },
  { title: 'Behind it', slugs: ['own-server', 'knowledge-base', 'sessions', 'security', 'renderers'] },
  {
    title: 'When you need it',
    slugs: ['troubleshooting', 'errors/index', 'offline', 'hosted-workflows', 'guides/leave-agent-builder'],
  },
];

interface Shelf {
  title: string;
  articles: Article[];
}

function shelve(articles: readonly Article[]): Shelf[] {
  const bySlug = new Map(articles.map((article) => [article.slug, article]));
  const shelves = SHELVES.map(({ title, slugs }) => ({
    title,
    articles: slugs.flatMap((slug) => bySlug.get(slug) ?? []),
  }));
  return shelves.filter((shelf) => shelf.articles.length > 0);
}

const page = (title: string, description: string, main: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="description" content="${description}" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/help-center.css" />
        <script async src="/kb-assistant.js"></script>
        <script type="module" src="/help-center.js"></script>
      </head>
      <body>
        <header class="bar">
          <a class="brand" href="/"><span class="mark"></span>Help Center</a>
          <nav><a href="/docs/start">Get started</a><a href="/docs/configuration">Reference</a></nav>
        </header>
        ${main}
        <footer class="foot">
          This page and its assistant run on your machine. Nothing leaves it. <a href="/playground/">Try other looks</a>
        </footer>
        <kb-assistant
          api-url="/api/chatkit"
          session-url="/api/chatkit/session"
          chatkit-src="/chatkit-local/chatkit.js"
          heading="Help Center"
          greeting="Hi there. What are you looking for?"
          placeholder="Ask a question…"
        ></kb-assistant>
      </body>
    </html>`;

export const homePage = (articles: readonly Article[]): Html =>
  page(
    'Help Center',
    'Answers about kb-assistant.',
    html`<main>
      <section class="hero">
        <h1>How can we help?</h1>
        <p>Browse the articles, or ask the assistant. It answers from these pages and shows where it found it.</p>
        <button type="button" data-ask>Ask the assistant</button>
      </section>
      <div class="shelves">
        ${shelve(articles).map(
          (shelf) =>
            html`<section class="shelf">
              <h2>${shelf.title}</h2>
              <ul>
                ${shelf.articles.map(
                  (article) =>
                    html`<li>
                      <a href="${article.url}"><b>${article.title}</b><span>${article.description}</span></a>
                    </li>`,
                )}
              </ul>
            </section>`,
        )}
      </div>
    </main>`,
  );

export const articlePage = (article: Article, articles: readonly Article[]): Html =>
  page(
    `${article.title} · Help Center`,
    article.description,
    html`<div class="columns">
      <aside>
        ${shelve(articles).map(
          (shelf) =>
            html`<h2>${shelf.title}</h2>
              <ul>
                ${shelf.articles.map(
                  (each) =>
                    html`<li>
                      <a href="${each.url}" ${each === article ? raw('aria-current="page"') : ''}>${each.title}</a>
                    </li>`,
                )}
              </ul>`,
        )}
      </aside>
      <main class="article">${raw(article.html)}</main>
    </div>`,
  );

export const notFoundPage = (): Html =>
  page(
    'Not found · Help Center',
    '',
    html`<main class="article">
      <h1>There is no such page</h1>
      <p>It may have moved. <a href="/">All articles</a></p>
    </main>`,
  );
