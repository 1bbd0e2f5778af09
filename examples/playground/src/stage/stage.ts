/** A page of a site that is being designed for: told by the playground around it what to show. */
import 'kb-assistant/define';
import { samplePage } from 'kb-assistant/design';
import type { StageMessage, StageReport } from '../app/frames.ts';

const TEXTS = {
  plain: ['Acme', 'Welcome', 'A page like any other, with nothing of its own to say about colours.'],
  shop: ['Kiln & Clay', 'Stoneware for every day', 'Cups and bowls, thrown and fired by hand, sent within two days.'],
  docs: ['Ferry', 'Getting started', 'Install the command, name your first route, and watch the boats come in.'],
  night: ['Orbit', 'Tonight’s sky', 'Saturn rises at nine. The air is clear, and the moon stays away until three.'],
} as const;

const assistant = document.querySelector('kb-assistant')!;
assistant.apiUrl = '/api/chatkit';
assistant.sessionUrl = '/api/chatkit/session';
assistant.chatkitSrc = '/chatkit-local/chatkit.js';

function element(tag: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

const page = document.createElement('div');
document.body.prepend(page);

function drawPage(host: StageMessage['host']): void {
  const [name, title, words] = TEXTS[host];
  const header = document.createElement('header');
  header.append(element('strong', name), Object.assign(element('a', 'About'), { href: '#' }));
  const main = document.createElement('main');
  main.append(element('h1', title), element('p', words), element('button', 'Have a look', 'action'));
  page.replaceChildren(header, main);
}

let shown: string[] = [];
let answered = 0;

window.addEventListener('message', ({ source, origin, data }: MessageEvent<Partial<StageMessage>>) => {
  if (source !== parent || origin !== location.origin || data.type !== 'kb-playground') return;
  const { inputs, scheme, host, open, asked } = data as StageMessage;
  if (document.documentElement.dataset['host'] !== host) drawPage(host);
  document.documentElement.dataset['host'] = host;
  if (scheme) document.documentElement.dataset['theme'] = scheme;
  else delete document.documentElement.dataset['theme'];
  // What the design does not name any more takes its default.
  const gone = Object.fromEntries(shown.filter((name) => !(name in inputs)).map((name) => [name, undefined]));
  shown = Object.keys(inputs);
  Object.assign(assistant, gone, inputs, scheme ? { colorScheme: scheme } : {});
  if (assistant.open !== open) assistant.open = open;
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
const report = (what: StageReport): void => parent.postMessage(what, location.origin);

// What a person does in the frame, the switch outside has to know; what was done from there, it knows already.
assistant.addEventListener('kb-open', ({ detail }) => {
  if (!['api', 'ask', 'restored'].includes(detail.reason)) report({ type: 'kb-playground-panel', open: true });
});
assistant.addEventListener('kb-close', ({ detail }) => {
  if (detail.reason !== 'api') report({ type: 'kb-playground-panel', open: false });
});
report({ type: 'kb-playground-ready' });
