// Runs in the page: a server in memory, and what is measured.
const TOKENS = 'The **answer** goes on , with `code` , a [link](https://example.com) and words that fill a line .\n\n'
  .split(/(?<=\s)/)
  .filter(Boolean);

const CREATED = new Date(0).toISOString();
const question = (id, text) => ({
  id,
  thread_id: 't',
  created_at: CREATED,
  type: 'user_message',
  content: [{ type: 'input_text', text }],
  attachments: [],
  inference_options: {},
});
const answer = (id, text) => ({
  id,
  thread_id: 't',
  created_at: CREATED,
  type: 'assistant_message',
  content: [{ type: 'output_text', text, annotations: [] }],
});

const thread = (items) => ({
  id: 't',
  created_at: CREATED,
  status: { type: 'active' },
  items: { data: items, has_more: false },
});

/** So many items, as questions and answers by turns. */
const itemsOf = (count) =>
  Array.from({ length: count }, (_, index) =>
    index % 2 === 0 ? question(`q${index}`, `Question ${index}?`) : answer(`a${index}`, TOKENS.join('').repeat(3)),
  );

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

function mount(items, stream) {
  const fetch = async (_url, { body }) => {
    const { type } = JSON.parse(body);
    return type === 'threads.get_by_id' ? Response.json(thread(items)) : stream();
  };
  document.querySelector('openai-chatkit')?.remove();
  const chat = document.body.appendChild(document.createElement('openai-chatkit'));
  const ready = new Promise((resolve) => chat.addEventListener('chatkit.ready', resolve));
  chat.setOptions({ api: { url: '/api', domainKey: 'bench', fetch }, locale: 'en', thread: { autoScroll: true } });
  return ready.then(() => chat);
}

/** Milliseconds from asking for a thread until it has been drawn. */
globalThis.showThread = async (count) => {
  const chat = await mount(itemsOf(count));
  const start = performance.now();
  await chat.setThreadId('t');
  await chat.updateComplete;
  await frame();
  await frame();
  const drawn = chat.shadowRoot.querySelectorAll('.question, .answer').length;
  if (drawn !== count) throw new Error(`${drawn} of ${count} items were drawn.`);
  return performance.now() - start;
};

/** Tokens a second into a thread of so many items, sent as fast as they are taken, and the longest frame meanwhile. */
globalThis.streamInto = async (count, tokens) => {
  const encoder = new TextEncoder();
  const line = (event) => encoder.encode(`data: ${JSON.stringify(event)}\n\n`);
  let text = '';
  const stream = () =>
    new Response(
      new ReadableStream({
        async start(controller) {
          const send = (event) => controller.enqueue(line(event));
          send({ type: 'thread.item.done', item: question('new', 'Go on?') });
          send({ type: 'stream_options', stream_options: { allow_cancel: true } });
          send({ type: 'thread.item.added', item: { ...answer('growing', ''), content: [] } });
          for (let index = 0; index < tokens; index++) {
            const delta = TOKENS[index % TOKENS.length];
            text += delta;
            const update = { type: 'assistant_message.content_part.text_delta', content_index: 0, delta };
            send({ type: 'thread.item.updated', item_id: 'growing', update });
            // As a network would: a few at a time.
            if (index % 8 === 0) await new Promise((resolve) => setTimeout(resolve));
          }
          send({ type: 'thread.item.done', item: answer('growing', text) });
          controller.close();
        },
      }),
      { headers: { 'content-type': 'text/event-stream' } },
    );
  const chat = await mount(itemsOf(count), stream);
  await chat.setThreadId('t');
  await frame();
  const ended = new Promise((resolve) => chat.addEventListener('chatkit.response.end', resolve));
  const frames = [];
  let going = true;
  const watch = (now) => {
    frames.push(now);
    if (going) requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
  const start = performance.now();
  await chat.sendUserMessage({ text: 'Go on?' });
  await ended;
  await frame();
  const seconds = (performance.now() - start) / 1000;
  going = false;
  const gaps = frames.slice(1).map((now, index) => now - frames[index]);
  return { tokensPerSecond: tokens / seconds, longestFrameMs: Math.max(...gaps), frames: gaps.length };
};
