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

/** The frames from now on: their gaps in milliseconds, once it is called. */
function watchFrames() {
  const times = [performance.now()];
  let going = true;
  const watch = (now) => {
    times.push(now);
    if (going) requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
  return () => {
    going = false;
    // What the last frame began may still be going on.
    times.push(performance.now());
    return times.slice(1).map((now, index) => now - times[index]);
  };
}

/** One that is not drawn in time for a screen with 60 a second. */
const MISSED_MS = 1000 / 60 + 8;

const factsOf = (gaps) => ({
  longestFrameMs: Math.max(...gaps),
  missedFrames: gaps.filter((gap) => gap > MISSED_MS).length,
  frames: gaps.length,
});

/** Whether a thread is drawn to its beginning. Looks at no more than that: to count what is drawn would be work too. */
const isWhole = (chat) => chat.shadowRoot.querySelector('.question')?.textContent.includes('Question 0?') ?? false;

/** Milliseconds from asking for a thread until its end can be read, and until all of it has been drawn. */
globalThis.showThread = async (count) => {
  const chat = await mount(itemsOf(count));
  await began();
  const stop = watchFrames();
  const start = performance.now();
  await chat.setThreadId('t');
  await chat.updateComplete;
  await frame();
  const readableMs = performance.now() - start;
  if (!chat.shadowRoot.querySelector('.answer')) throw new Error('Nothing was drawn.');
  while (!isWhole(chat)) await frame();
  return { readableMs, wholeMs: performance.now() - start, ...factsOf(stop()) };
};

/** The frames while a thread of so many items is scrolled from its end to its beginning. */
globalThis.scrollThread = async (count) => {
  await showThread(count);
  const scroller = document.querySelector('openai-chatkit').shadowRoot.querySelector('.scroller');
  await began();
  const stop = watchFrames();
  for (let step = 0; step < 200 && scroller.scrollTop > 0; step++) {
    scroller.scrollTop -= 400;
    await frame();
  }
  return factsOf(stop());
};

/** The frames of a page in which nothing happens: what is left is the machine's own. */
globalThis.doNothing = async () => {
  await began();
  const stop = watchFrames();
  for (let count = 0; count < 100; count++) await frame();
  return factsOf(stop());
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
  while (!isWhole(chat)) await frame();
  const ended = new Promise((resolve) => chat.addEventListener('chatkit.response.end', resolve));
  await began();
  const stop = watchFrames();
  const start = performance.now();
  await chat.sendUserMessage({ text: 'Go on?' });
  await ended;
  await frame();
  const seconds = (performance.now() - start) / 1000;
  return { tokensPerSecond: tokens / seconds, ...factsOf(stop()) };
};
