/** A page of a site that is being designed for: told by the playground around it what to show. */
import 'kb-assistant/define';
import { samplePage } from 'kb-assistant/design';
import type { StageMessage, StageReport } from '../app/frames.ts';
import { stepOf } from '../app/step-keys.ts';
import { compute } from './compute.ts';

const TEXTS = {
  plain: ['Acme', 'Welcome', 'A page like any other, with nothing of its own to say about colours.'],
  shop: ['Kiln & Clay', 'Stoneware for every day', 'Cups and bowls, thrown and fired by hand, sent within two days.'],
  docs: ['Ferry', 'Getting started', 'Install the command, name your first route, and watch the boats come in.'],
  night: ['Orbit', 'Tonight’s sky', 'Saturn rises at nine. The air is clear, and the moon stays away until three.'],
} as const;

const report = (what: StageReport): void => parent.postMessage(what, location.origin);

function createAssistant(): HTMLElementTagNameMap['kb-assistant'] {
  const made = document.createElement('kb-assistant');
  made.id = 'stage';
  made.persist = 'none';
  made.apiUrl = '/api/chatkit';
  made.sessionUrl = '/api/chatkit/session';
  made.chatkitSrc = '/chatkit-local/chatkit.js';
  // Who designs a teaser has no visitor's patience.
  made.teaserDelay = 0;
  // What a person does in the frame, the switch outside has to know; what was done from there, it knows already.
  made.addEventListener('kb-open', ({ detail }) => {
    opened = true;
    if (!['api', 'ask', 'restored'].includes(detail.reason)) report({ type: 'kb-playground-panel', open: true });
  });
  made.addEventListener('kb-close', ({ detail }) => {
    if (detail.reason !== 'api') report({ type: 'kb-playground-panel', open: false });
  });
  return made;
}

let opened = false;
let assistant = createAssistant();
let shown: string[] = [];
let answered = 0;
let near: string | null = null;

function element(tag: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

const page = document.createElement('div');
document.body.prepend(page, assistant);

function drawPage(host: StageMessage['host']): void {
  const [name, title, words] = TEXTS[host];
  const header = document.createElement('header');
  header.append(element('strong', name), Object.assign(element('a', 'About'), { href: '#' }));
  const main = document.createElement('main');
  main.append(element('h1', title), element('p', words), element('button', 'Have a look', 'action'));
  page.replaceChildren(header, main);
}

/** As on a page that was just loaded: what was seen once beside the launcher, or sent away, comes again. */
function startAnew(): void {
  const fresh = createAssistant();
  assistant.replaceWith(fresh);
  assistant = fresh;
  opened = false;
  shown = [];
}

window.addEventListener('message', ({ source, origin, data }: MessageEvent<Partial<StageMessage>>) => {
  if (source !== parent || origin !== location.origin || data.type !== 'kb-playground') return;
  const message = data as StageMessage;
  const { inputs, scheme, host, open, colors, asked } = message;
  if (document.documentElement.dataset['host'] !== host) drawPage(host);
  document.documentElement.dataset['host'] = host;
  if (scheme) document.documentElement.dataset['theme'] = scheme;
  else delete document.documentElement.dataset['theme'];
  if (opened && !open && message.near !== null && message.near !== near) startAnew();
  near = message.near;
  const said = { ...inputs, ...(scheme && { colorScheme: scheme }) };
  // What is not said any more takes its default.
  const gone = Object.fromEntries(shown.filter((name) => !(name in said)).map((name) => [name, undefined]));
  shown = Object.keys(said);
  Object.assign(assistant, gone, said);
  if (assistant.open !== open) assistant.open = open;
  report({ type: 'kb-playground-computed', computed: compute(colors, host) });
  if (inputs['theme'] === 'from-page') {
    const { dark, seeds } = samplePage(document);
    report({ type: 'kb-playground-page', look: { scheme: dark ? 'dark' : 'light', seeds } });
  }
  if (asked > answered) {
    answered = asked;
    // What keeps it from being asked is shown in the panel.
    assistant.ask('How do I add the assistant to my site?').catch(() => {});
  }
});

// The steps of the design, but for where text has some of its own.
window.addEventListener('keydown', (event) => {
  const step = stepOf(event);
  if (!step) return;
  const [target] = event.composedPath();
  if (target instanceof HTMLElement && (target.isContentEditable || (target as HTMLInputElement).value)) return;
  event.preventDefault();
  report({ type: 'kb-playground-step', step });
});

report({ type: 'kb-playground-ready' });
