import type { ChatKitEvents } from '@openai/chatkit';
import { ChatKit, useChatKit, type UseChatKitOptions } from '@openai/chatkit-react';
import { useState } from 'react';

/** What came out of the chat, for whoever looks on. */
declare global {
  interface Window {
    chat: ReturnType<typeof useChatKit>;
    heard: { name: string; detail: unknown }[];
  }
}

window.heard = [];
const hear = (name: string) => (detail?: unknown) => {
  window.heard.push({ name, detail: detail ?? null });
};

type Handlers = Required<Pick<UseChatKitOptions, Extract<keyof UseChatKitOptions, `on${string}`>>>;

/** Every event of ChatKit, as the React bindings name it. */
const HANDLERS = {
  onReady: hear('ready' satisfies Short),
  onError: hear('error' satisfies Short),
  onEffect: hear('effect' satisfies Short),
  onDeeplink: hear('deeplink' satisfies Short),
  onResponseStart: hear('response.start' satisfies Short),
  onResponseEnd: hear('response.end' satisfies Short),
  onHistoryOpen: hear('history.open' satisfies Short),
  onHistoryClose: hear('history.close' satisfies Short),
  onThreadChange: hear('thread.change' satisfies Short),
  onThreadLoadStart: hear('thread.load.start' satisfies Short),
  onThreadLoadEnd: hear('thread.load.end' satisfies Short),
  onToolChange: hear('tool.change' satisfies Short),
  onLog: hear('log' satisfies Short),
} satisfies Omit<Handlers, 'onClientTool'>;

type Short = keyof ChatKitEvents extends `chatkit.${infer Name}` ? Name : never;

export function App() {
  const [placeholder, setPlaceholder] = useState('Ask about your order');
  const [answers, setAnswers] = useState(0);
  const chat = useChatKit({
    api: { url: '/api/chatkit', domainKey: 'local' },
    locale: 'en',
    composer: { placeholder, tools: [{ id: 'search', label: 'Search', icon: 'search' }] },
    // A closure of each render: the bindings always call the latest.
    onClientTool: ({ name, params }) => ({ name, params, answers }),
    ...HANDLERS,
    onResponseEnd: () => {
      HANDLERS.onResponseEnd();
      setAnswers((count) => count + 1);
    },
  });
  window.chat = chat;
  return (
    <main style={{ display: 'grid', gridTemplateRows: 'auto 1fr', height: '100vh' }}>
      <p>
        <output>{answers}</output> answers{' '}
        <button type="button" onClick={() => setPlaceholder('Anything else?')}>
          Change the placeholder
        </button>
      </p>
      <ChatKit control={chat.control} />
    </main>
  );
}
