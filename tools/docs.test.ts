import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { spawnSync } from 'node:child_process';
import GithubSlugger from 'github-slugger';
import { marked, type Token, type Tokens } from 'marked';
import { compile as compileSvelte } from 'svelte/compiler';
import { afterAll, describe, expect, it } from 'vitest';
import { compileScript, parse } from 'vue/compiler-sfc';
import { PROPERTIES } from '../packages/assistant/src/config/attributes.ts';
import { docPages, linksOf, withoutText } from './lib/doc-pages.ts';

const ROOT = join(import.meta.dirname, '..');

interface Block {
  path: string;
  line: number;
  language: string;
  text: string;
}

const pages = docPages();

const blocks: Block[] = pages.flatMap(({ path, tokens }) => {
  let line = 1;
  return tokens.flatMap((token) => {
    const start = line;
    line += token.raw.split('\n').length - 1;
    return codeIn(token).map(({ lang, text, raw }) => ({
      path,
      // Of the block's first line, for blocks in lists as well.
      line: start + token.raw.slice(0, Math.max(token.raw.indexOf(raw), 0)).split('\n').length,
      language: lang ?? '',
      text,
    }));
  });
});

function codeIn(token: Token): Tokens.Code[] {
  if (token.type === 'code') return [token as Tokens.Code];
  const children = [...((token as Tokens.List).items ?? []), ...((token as Tokens.ListItem).tokens ?? [])];
  return children.flatMap(codeIn);
}

/** The scripts inside the blocks of Vue and Svelte, on the lines that they have in their blocks. */
const scripts = (): Block[] =>
  blocksOf('vue', 'svelte').flatMap((block) =>
    Array.from(block.text.matchAll(/(<script\b[^>]*>)(.*?)<\/script>/gs), ({ 1: tag = '', 2: text = '', index }) => ({
      ...block,
      language: tag.includes('lang="ts"') ? 'ts' : 'js',
      text: withoutText(block.text.slice(0, index)) + text,
    })),
  );

/** The blocks of some languages, with where they stand. */
const blocksOf = (...languages: string[]): Block[] => blocks.filter(({ language }) => languages.includes(language));

/** A block as a program of its own, on the same lines: what yields is cut out of an agent, what returns out of a component. */
function programOf(text: string): string {
  const [imports] = /^(?:import .*\n)*/.exec(text)!;
  const rest = text.slice(imports.length);
  if (/^yield\b/m.test(rest)) return `${imports}void async function* () {${rest}};`;
  if (/^return\b/m.test(rest)) return `${imports}void function () {${rest}};`;
  return text.startsWith('{') ? `void (${text});` : text;
}

describe('the links of the documentation', () => {
  const anchors = new Map(
    pages.map(({ path, tokens }) => {
      const slugger = new GithubSlugger();
      const headings = tokens.filter((token): token is Tokens.Heading => token.type === 'heading');
      return [path, new Set(headings.map(({ text }) => slugger.slug(text)))];
    }),
  );

  const links = pages.flatMap((page) => linksOf(page).map((href) => ({ path: page.path, href })));
  const ours = 'https://github.com/kb-assistant/kb-assistant/';

  it('lead to a file and a heading that are there', () => {
    const local = links.filter(({ href }) => !/^[a-z]+:/.test(href));
    expect(local.length).toBeGreaterThan(50);
    const broken = local.filter(({ path, href }) => {
      const [file = '', anchor] = href.split('#');
      const target = file === '' ? path : relative(ROOT, join(ROOT, dirname(path), file));
      return !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchors.get(target)?.has(anchor));
    });
    expect(broken).toEqual([]);
  });

  it('lead to what is in this repository, where they go to it on the web', () => {
    const there = links.filter(({ href }) => href.startsWith(ours));
    expect(there.length).toBeGreaterThan(0);
    const broken = there.filter(({ href }) => {
      const [, path] = /^(?:blob|tree)\/main\/([^#]+)/.exec(href.slice(ours.length)) ?? [];
      return path !== undefined && !existsSync(join(ROOT, path));
    });
    expect(broken).toEqual([]);
  });
});

describe('the import paths that the documentation names', () => {
  const manifests = globSync('packages/*/package.json', { cwd: ROOT }).map(
    (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as { name: string; exports: Record<string, unknown> },
  );
  const paths = new Set(
    manifests.flatMap(({ name, exports }) => Object.keys(exports).map((path) => name + path.slice(1))),
  );
  // No path but a condition, which a decision speaks of.
  paths.add('@kb-assistant/source');
  // What people write `import`, `from`, `require` or `resolve` before, and what stands in backticks by itself.
  const NAMED = /(?:\b(?:from|import)\s+|\b(?:import|require|resolve)\()['"]([^'"\n]+)['"]|`([^`\s]+)`/g;

  it('are there', () => {
    const named = pages.flatMap(({ path }) =>
      Array.from(readFileSync(join(ROOT, path), 'utf8').matchAll(NAMED), ([, code, prose]) => ({
        path,
        name: code ?? prose ?? '',
      })).filter(({ name }) => /^(kb-assistant|@kb-assistant\/[\w-]+)(\/[\w./-]+)?$/.test(name)),
    );
    expect(new Set(named.map(({ name }) => name)).size).toBeGreaterThan(15);
    expect(named.filter(({ name }) => !paths.has(name))).toEqual([]);
  });
});

describe('the commands of the documentation', () => {
  type Manifest = Partial<Record<'scripts' | 'bin' | 'devDependencies', Record<string, string>>> & {
    name: string;
    version: string;
  };
  const manifestOf = (path: string): Manifest => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Manifest;
  const ours = globSync('packages/*/package.json', { cwd: ROOT }).map(manifestOf);
  const sources = globSync('{packages/*/src,examples/*/src,packages/*/conformance,tools}/**/*.{ts,cjs}', { cwd: ROOT })
    .filter((path) => !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
    .join('\n');
  const isNamed = (word: string): boolean => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(sources);
  const installable = new Set([
    ...ours.flatMap(({ name, version }) => [name, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`]),
    ...Object.keys(manifestOf('docs/package.json').devDependencies!),
  ]);
  const { scripts: runnable } = manifestOf('package.json');
  const bins = new Set(ours.flatMap(({ name, bin }) => (bin ? [name, ...Object.keys(bin)] : [])));
  const STARTS = /^(?:[A-Z_]+=\S+ )*(?:npm|npx|node) /;

  /** The words of each command, without what comments say and what a shell puts together. */
  function commands(): { where: string; words: string[] }[] {
    const lines = blocksOf('sh').flatMap(({ path, line, text }) =>
      text
        .replaceAll(/\\\n/g, ' ')
        .split('\n')
        .map((command) => ({ where: `${path}:${line}`, command })),
    );
    for (const { path, tokens } of pages) {
      void marked.walkTokens(tokens, (token) => {
        if (token.type === 'codespan') lines.push({ where: path, command: (token as Tokens.Codespan).text });
      });
    }
    return lines
      .map(({ where, command }) => ({ where, command: command.replaceAll(/\$\([^)]*\)/g, '…').replace(/\s+#.*/, '') }))
      .filter(({ command }) => STARTS.test(command))
      .map(({ where, command }) => ({ where, words: command.split(/\s+/) }));
  }

  /** What is wrong with one, or nothing. */
  function problemOf(words: string[], page: string): string | undefined {
    const name = words.find((word) => !word.includes('='));
    const variable = words
      .slice(0, words.indexOf(name!))
      .map((word) => word.split('=')[0]!)
      .find((each) => !isNamed(each) && !page.includes(`process.env.${each}`));
    if (variable) return `nothing reads ${variable}`;
    const rest = words.slice(words.indexOf(name!) + 1);
    const plain = rest.filter((word) => !word.startsWith('-'));
    if (name === 'node')
      return existsSync(join(ROOT, plain[0]!)) || page.includes(`// ${plain[0]}\n`) ? undefined : 'no such file';
    if (name === 'npx') {
      const own = plain.find((word) => bins.has(word));
      // The package manager of the workspace, and what it runs.
      if (!own) return plain[0]?.startsWith('pnpm@') ? undefined : 'no such program';
      return rest
        .filter((word) => /^--[a-z]/.test(word) && word !== '--package')
        .find((flag) => !isNamed(flag.slice(2)));
    }
    const [verb, ...names] = plain;
    if (verb === 'init') return undefined;
    if (verb === 'install') return names.find((each) => !installable.has(basename(each)) && !installable.has(each));
    const script = verb === 'run' ? names.shift()! : verb!;
    if (!runnable![script]) return `no script ${script}`;
    return script === 'start' ? names.find((each) => !existsSync(join(ROOT, 'examples', each))) : undefined;
  }

  it('are there, with what they are given', () => {
    const found = commands();
    expect(found.length).toBeGreaterThan(30);
    const problems = found.map(({ where, words }) => {
      const problem = problemOf(words, readFileSync(join(ROOT, where.split(':')[0]!), 'utf8'));
      return problem && `${where} ${words.join(' ')}: ${problem}`;
    });
    expect(problems.filter(Boolean)).toEqual([]);
  });
});

describe('the code blocks of the documentation', () => {
  // Below docs/, whose package.json names what the blocks import.
  const folder = join(ROOT, 'docs/.cache/code');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // A compiler is started, which has to share the machine.
  it('type-check', { timeout: 120_000 }, () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const sources = new Map<string, Block>();
    for (const [index, block] of [...blocksOf('ts', 'tsx', 'js', 'jsx'), ...scripts()].entries()) {
      const name = `${basename(block.path, '.md')}-${index}.${block.language}`;
      sources.set(name, block);
      writeFileSync(join(folder, name), `${programOf(block.text)}\nexport {};\n`);
    }
    writeFileSync(join(folder, 'exported-workflow.d.ts'), 'export const exported: any;\n');
    writeFileSync(join(folder, 'given.d.ts'), readFileSync(join(ROOT, 'docs/given.d.ts')));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: '../../../tsconfig.base.json',
        compilerOptions: {
          module: 'esnext',
          moduleResolution: 'bundler',
          lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
          types: ['node'],
          jsx: 'react-jsx',
          allowJs: true,
          checkJs: true,
          noEmit: true,
          declaration: false,
          declarationMap: false,
          // A reader's JavaScript has no types to write, and its elements are there.
          noImplicitAny: false,
          strictNullChecks: false,
          exactOptionalPropertyTypes: false,
          allowImportingTsExtensions: true,
        },
        include: ['.'],
      }),
    );
    const { stdout } = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', '.', '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(sources.size).toBeGreaterThan(40);
    const problems = stdout
      .split('\n')
      // What our own sources say of themselves is another check's business.
      .filter((line) => line !== '' && !/^(\.\.\/| )/.test(line))
      .map((line) => {
        const [, name = '', row = '0'] = /^([^(]+)\((\d+)/.exec(line) ?? [];
        const block = sources.get(name);
        return block ? `${block.path}:${block.line + Number(row)} ${line}` : line;
      });
    expect(problems).toEqual([]);
  });

  it('compile, where they are templates', () => {
    for (const { path, line, text } of blocksOf('vue')) {
      const { descriptor, errors } = parse(text);
      expect(errors, `${path}:${line}`).toEqual([]);
      expect(() => compileScript(descriptor, { id: 'block', inlineTemplate: true }), `${path}:${line}`).not.toThrow();
    }
    for (const { path, line, text } of blocksOf('svelte')) {
      const { warnings } = compileSvelte(text, { filename: 'block.svelte' });
      expect(
        warnings.map(({ message }) => message),
        `${path}:${line}`,
      ).toEqual([]);
    }
  });

  it('hold JSON that parses', () => {
    for (const { path, line, text } of blocksOf('json')) {
      expect(() => JSON.parse(text) as unknown, `${path}:${line}`).not.toThrow();
    }
  });

  it('hold policies of directives that there are, with what the official renderer needs where it is named', () => {
    const DIRECTIVE =
      /^(?:(?:default|script|style|connect|img|frame|font|media)-src(?: \S+)+|base-uri 'none'|require-trusted-types-for 'script')$/;
    const policies = blocksOf('http');
    expect(policies.length).toBeGreaterThan(4);
    for (const { path, line, text } of policies) {
      const directives = text
        .replace(/^Content-Security-Policy: /, '')
        .trim()
        .split('; ');
      expect(
        directives.filter((each) => !DIRECTIVE.test(each)),
        `${path}:${line}`,
      ).toEqual([]);
      if (!text.includes('cdn.platform.openai.com')) continue;
      expect(directives, `${path}:${line}`).toEqual(
        expect.arrayContaining(['frame-src https://cdn.platform.openai.com', "style-src 'self' 'unsafe-inline'"]),
      );
    }
  });

  it('name attributes that the element has', () => {
    const attributes = new Set<string>(Object.values(PROPERTIES).flatMap(({ attribute }) => attribute || []));
    const known = /^(id|nonce|crossorigin|class|style|hidden|slot|lang|dir|ref|on.*)$/;
    const wrong = blocksOf('html', 'jsx', 'vue').flatMap(({ path, line, text }) =>
      Array.from(text.matchAll(/<kb-assistant\b([^>]*)>/g), ([, inside = '']) => inside).flatMap((inside) =>
        Array.from(inside.matchAll(/(?:^|\s)([a-z][\w-]*)(?==|\s|$)(?:="[^"]*")?/g), ([, name = '']) => name)
          .filter((name) => !attributes.has(name) && !known.test(name) && !(name in PROPERTIES))
          .map((name) => `${path}:${line} ${name}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('set custom properties that our style sheets read', () => {
    const sheets = globSync('packages/{assistant,chatkit-local}/src/**/*.ts', { cwd: ROOT });
    const read = sheets.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
    const named = pages.flatMap(({ path }) =>
      Array.from(readFileSync(join(ROOT, path), 'utf8').matchAll(/--kb-[\w-]*\w/g), ([name]) => ({ path, name })),
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter(({ name }) => !read.includes(name))).toEqual([]);
  });
});
