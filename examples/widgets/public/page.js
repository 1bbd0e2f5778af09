import { fixtures } from './fixtures.js';
import { answerFrom } from './server.js';

// Each fixture is a thread; a server in the page serves them, in the real wire format.
const chat = document.querySelector('openai-chatkit');
const query = new URLSearchParams(location.search);
const dark = query.get('scheme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
const shown = () => (Object.hasOwn(fixtures, location.hash.slice(1)) ? location.hash.slice(1) : 'layout');
const output = document.querySelector('output');

chat.setOptions({
  api: { url: '/api', domainKey: 'local', fetch: answerFrom(fixtures, (text) => (output.value = text)) },
  initialThread: shown(),
  locale: query.get('locale') ?? 'en',
  theme: dark,
  header: { enabled: false },
  threadItemActions: { feedback: true, retry: true },
  entities: {
    onClick: (entity) => (output.value = `entity ${entity.id}`),
    onRequestPreview: async (entity) => ({
      preview: {
        type: 'Basic',
        children: [
          { type: 'Title', value: entity.title, size: 'sm' },
          { type: 'Text', value: 'What the page knows of it, as a widget.', color: 'secondary', size: 'sm' },
        ],
      },
    }),
  },
  widgets: {
    onAction: async (action) => {
      output.value = `page: ${action.type} ${JSON.stringify(action.payload ?? null)}`;
    },
  },
});

const nav = document.querySelector('nav');
for (const name of Object.keys(fixtures)) {
  const link = document.createElement('a');
  link.href = `#${name}`;
  link.textContent = name.replaceAll('-', ' ');
  nav.append(link);
}

function mark() {
  for (const link of nav.children) {
    if (link.hash.slice(1) === shown()) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

mark();
addEventListener('hashchange', () => {
  mark();
  void chat.setThreadId(shown());
});
