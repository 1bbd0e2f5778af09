import { useState } from 'react';
import { KbAssistant, useKbAssistant } from 'kb-assistant/react';

const PAGES = {
  Orders: ['How do I open the assistant with a script tag?', 'Which quick prompts can I set?'],
  Billing: ['How is a session secured?', 'Where is the conversation stored?'],
};

type PageName = keyof typeof PAGES;

export function App() {
  const [page, setPage] = useState<PageName>('Orders');
  const [dark, setDark] = useState(false);
  const [lastError, setLastError] = useState('');
  const assistant = useKbAssistant();

  return (
    <div className="app" data-theme={dark ? 'dark' : 'light'}>
      <nav>
        <strong>React</strong>
        {(Object.keys(PAGES) as PageName[]).map((name) => (
          <button key={name} aria-current={name === page ? 'page' : undefined} onClick={() => setPage(name)}>
            {name}
          </button>
        ))}
        <label>
          <input type="checkbox" checked={dark} onChange={({ target }) => setDark(target.checked)} /> Dark
        </label>
      </nav>
      <main>
        <h1>{page}</h1>
        <p>The assistant lives beside this page: its quick prompts change with it, and its state is at hand.</p>
        <p>
          <button onClick={() => assistant.toggle()}>{assistant.open ? 'Close' : 'Open'} the assistant</button>{' '}
          <button onClick={() => void assistant.ask(PAGES[page][0]!)}>Ask “{PAGES[page][0]}”</button>
        </p>
        <dl>
          <dt>Status</dt>
          <dd data-testid="status">{assistant.status}</dd>
          <dt>Panel</dt>
          <dd data-testid="open">{assistant.open ? 'open' : 'closed'}</dd>
          <dt>Last error</dt>
          <dd data-testid="error">{lastError || 'none'}</dd>
        </dl>
      </main>
      <KbAssistant
        ref={assistant.ref}
        apiUrl="/api/chatkit"
        sessionUrl="/api/chatkit/session"
        chatkitSrc="/chatkit-local/chatkit.js"
        heading="Orders assistant"
        colorScheme={dark ? 'dark' : 'light'}
        prompts={PAGES[page].map((label) => ({ label, prompt: label }))}
        onKbError={({ detail }) => setLastError(detail.code)}
      />
    </div>
  );
}
