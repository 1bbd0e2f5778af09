/** A ChatKit server in a page: a `fetch` that answers from a table of threads, `{ name: [items] }`. */
const json = (value) => new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } });

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Threads whose answer does not come to its end. */
const UNDER_WAY = /^growing-/;

export const answerFrom = (fixtures, tell) => async (_url, init) => {
  const { type, params } = JSON.parse(init.body);
  const id = params.thread_id;
  const thread = (items) => ({
    id,
    title: id,
    created_at: '2026-11-01T12:00:00Z',
    status: id === 'locked' ? { type: 'locked', reason: 'A colleague has taken over.' } : { type: 'active' },
    items: { data: items, has_more: false },
  });
  switch (type) {
    case 'threads.get_by_id': {
      const items = fixtures[id].map((item, index) => dress(item, id, index));
      return json(thread(UNDER_WAY.test(id) ? [] : items));
    }
    case 'threads.list':
      return json({ data: [], has_more: false });
    case 'items.list':
      return json({ data: [], has_more: false });
    case 'threads.sync_custom_action':
      tell(`server, at once: ${params.action.type} ${JSON.stringify(params.action.payload ?? null)}`);
      await wait(600);
      return json({});
    case 'threads.custom_action':
      tell(`server: ${params.action.type} ${JSON.stringify(params.action.payload ?? null)}`);
      return stream(async (send) => {
        send({ type: 'stream_options', stream_options: { allow_cancel: true } });
        await wait(900);
      });
    case 'threads.add_structured_input':
      tell(`answers: ${JSON.stringify(params.input)}`);
      return stream(async (send) => send({ type: 'stream_options', stream_options: { allow_cancel: true } }));
    case 'threads.retry_after_item':
    case 'threads.add_user_message':
      return stream((send, signal) => perform(fixtures[id], params, send, signal), init.signal);
    default:
      return json({});
  }
};

/** Items of fixtures leave out what all have. */
export const dress = (item, threadId, index) => ({
  id: `${threadId}-${index}`,
  thread_id: threadId,
  created_at: '2026-11-01T12:00:00Z',
  ...(item.type === 'user_message' ? { attachments: [], inference_options: {} } : {}),
  ...item,
});

function stream(write, signal) {
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    async start(controller) {
      await write((event) => controller.enqueue(encoder.encode(`data: ${JSON.stringify(event)}\n\n`)), signal);
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

/** Sends the items of a thread once more; where it is one under way, without an end. */
async function perform(items, { thread_id: id, input }, send, signal) {
  if (input) {
    const item = dress({ type: 'user_message', content: input.content, id: crypto.randomUUID() }, id);
    send({ type: 'thread.item.done', item });
  }
  send({ type: 'stream_options', stream_options: { allow_cancel: true } });
  const fresh = items
    .slice(1)
    .map((item, index) => ({ ...dress(item, id, index + 1), id: `${id}-${index}-${crypto.randomUUID()}` }));
  for (const item of fresh) {
    await wait(200);
    const { progress, ...rest } = item;
    send({ type: UNDER_WAY.test(id) ? 'thread.item.added' : 'thread.item.done', item: rest });
    if (progress === undefined) continue;
    send({
      type: 'thread.item.updated',
      item_id: item.id,
      update: { type: 'generated_image.updated', image: item.image, progress },
    });
  }
  if (!UNDER_WAY.test(id)) return;
  await new Promise((resolve) => signal?.addEventListener('abort', resolve));
}
