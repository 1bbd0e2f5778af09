import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import { defineConfig, type DefaultTheme } from 'vitepress';

const DOCS = join(import.meta.dirname, '..');
const REPOSITORY = 'https://github.com/kb-assistant/kb-assistant';

/** The pages, by the questions that bring people here; the names of the pages are their own titles. */
const SECTIONS: { text: string; pages: string[]; collapsed?: true }[] = [
  { text: 'Get started', pages: ['index', 'start', 'script-tag', 'npm'] },
  {
    text: 'Make it yours',
    pages: [
      'configuration',
      'styling',
      'guides/theme',
      'quick-prompts',
      'languages',
      'mobile',
      'keyboard',
      'accessibility',
      'methods-and-events',
    ],
  },
  {
    text: 'The server',
    pages: [
      'own-server',
      'agents',
      'knowledge-base',
      'sessions',
      'tools-and-widgets',
      'widgets',
      'attachments',
      'older-interfaces',
      'operations',
      'conformance',
    ],
  },
  {
    text: 'Safe and sound',
    pages: ['security', 'guides/csp', 'privacy', 'renderers', 'offline', 'guides/air-gapped', 'performance'],
  },
  { text: 'In your framework', pages: pagesIn('guides/with-') },
  {
    text: 'Move over',
    pages: ['guides/leave-agent-builder', 'hosted-workflows', ...pagesIn('guides/move-from-')],
  },
  { text: 'When something is wrong', pages: ['troubleshooting', 'diagnose'] },
  { text: 'Reference', pages: pagesIn('reference/') },
  { text: 'Errors', pages: ['errors/index', ...pagesIn('errors/', 'errors/index')], collapsed: true },
  { text: 'Decisions', pages: pagesIn('decisions/'), collapsed: true },
];

/** The pages whose path begins like this, but for one, in alphabetical order. */
function pagesIn(start: string, except = ''): string[] {
  return globSync(`${start}*.md`, { cwd: DOCS })
    .map((file) => file.replaceAll('\\', '/').replace(/\.md$/, ''))
    .filter((page) => page !== except)
    .toSorted();
}

function titleOf(page: string): string {
  const text = readFileSync(join(DOCS, `${page}.md`), 'utf8');
  return (/^title: (.*)$/m.exec(text) ?? /^# (.*)$/m.exec(text))?.[1] ?? page;
}

const sidebar: DefaultTheme.SidebarItem[] = SECTIONS.map(({ text, pages, collapsed }) => ({
  text,
  ...(collapsed ? { collapsed } : {}),
  items: pages.map((page) => ({ text: titleOf(page), link: `/${page.replace(/(^|\/)index$/, '$1')}` })),
}));

export default defineConfig({
  title: 'kb-assistant',
  description: 'A floating assistant for any website that answers from your own knowledge base.',
  lang: 'en',
  base: process.env['DOCS_BASE'] ?? '/',
  cleanUrls: true,
  srcExclude: ['**/node_modules/**'],
  cacheDir: join(DOCS, '.cache/vitepress'),
  // A file of its own for what every page would otherwise carry.
  metaChunk: true,
  // The index of the search, which nobody waits for before they search.
  vite: { build: { chunkSizeWarningLimit: 2_000 } },
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  markdown: {
    // The anchors that the links in the pages, and the knowledge base's sources, are written for.
    anchor: {
      getTokensText: (tokens) => tokens.map(({ content }) => content).join(''),
      slugify: (text) => new GithubSlugger().slug(text),
    },
    config(markdown) {
      // Braces in code are text, and no expression of Vue's.
      const code = markdown.renderer.rules.code_inline!;
      markdown.renderer.rules.code_inline = (tokens, index, ...rest) => {
        tokens[index]!.attrSet('v-pre', '');
        return code(tokens, index, ...rest);
      };
      // A link to a file of the repository that is no page leads to the repository.
      const open = markdown.renderer.rules.link_open!;
      markdown.renderer.rules.link_open = (tokens, index, options, env, self) => {
        const link = tokens[index]!;
        const href = link.attrGet('href') ?? '';
        if (href.startsWith('../')) {
          const { relativePath } = env as { relativePath: string };
          const target = posix.join('docs', posix.dirname(relativePath), href);
          if (!target.startsWith('docs/')) link.attrSet('href', `${REPOSITORY}/blob/main/${target}`);
        }
        return open(tokens, index, options, env, self);
      };
    },
  },
  themeConfig: {
    nav: [
      { text: 'Get started', link: '/start' },
      { text: 'Configuration', link: '/configuration' },
      { text: 'Reference', link: '/reference/kb-assistant' },
      { text: 'Troubleshooting', link: '/troubleshooting' },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
  },
});
