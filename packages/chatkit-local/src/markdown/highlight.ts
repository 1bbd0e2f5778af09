import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import go from 'highlight.js/lib/languages/go';
import http from 'highlight.js/lib/languages/http';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import markdown from 'highlight.js/lib/languages/markdown';
import nginx from 'highlight.js/lib/languages/nginx';
import php from 'highlight.js/lib/languages/php';
import powershell from 'highlight.js/lib/languages/powershell';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';
import { adoptStyles } from '../parts/adopt-styles.ts';
import { highlightStyles } from './highlight.styles.ts';

/** What people paste into a help chat. Another language is shown without colours. */
const lowlight = createLowlight({
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  dockerfile,
  go,
  http,
  ini,
  java,
  javascript,
  json,
  kotlin,
  markdown,
  nginx,
  php,
  powershell,
  python,
  ruby,
  rust,
  sql,
  swift,
  typescript,
  xml,
  yaml,
});

lowlight.registerAlias({ bash: ['console', 'shell'], javascript: ['vue', 'svelte'], ini: ['env', 'toml'] });

type Tree = ReturnType<typeof lowlight.highlight>;

/** Puts each token into a span. Nodes are made one by one: no text is ever read as HTML. */
export function highlight(code: Element, language: string): void {
  const name = language.toLowerCase();
  if (!lowlight.registered(name)) return;
  const text = code.textContent ?? '';
  const fragment = document.createDocumentFragment();
  append(fragment, lowlight.highlight(name, text).children);
  // Whoever copies it gets what was written.
  if (fragment.textContent !== text) return;
  adoptStyles(code.getRootNode(), highlightStyles);
  code.replaceChildren(fragment);
}

function append(parent: Node, children: Tree['children']): void {
  for (const child of children) {
    if (child.type === 'text') parent.appendChild(document.createTextNode(child.value));
    if (child.type !== 'element') continue;
    const span = document.createElement('span');
    span.className = String(child.properties['className'] ?? '').replaceAll(',', ' ');
    append(span, child.children);
    parent.appendChild(span);
  }
}
