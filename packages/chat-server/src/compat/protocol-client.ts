import {
  readEvents,
  type RequestAnswers,
  type RequestParams,
  type StreamingRequestType,
  type ThreadEvent,
} from '@kb-assistant/protocol';

type Handler = (request: Request) => Promise<Response>;

/** An answer that is an error already, to be handed on as it is. */
export class Refusal extends Error {
  readonly response: Response;

  constructor(response: Response) {
    super(`The chat server answered ${response.status}.`);
    this.response = response;
  }
}

/**
 * Speaks the protocol to a chat server in the name of whoever sent a request: with its headers, and for as long as it
 * is waited for. So every check of the server holds for these routes too, and there is no second one.
 */
export function protocolClient(chat: Handler, request: Request) {
  const cors = new Headers();
  const noteCors = ({ headers }: Response): void => {
    for (const name of ['vary', 'access-control-allow-origin', 'access-control-allow-credentials']) {
      const value = headers.get(name);
      if (value !== null) cors.set(name, value);
    }
  };

  const send = async (type: string, params: object): Promise<Response> => {
    const headers = new Headers(request.headers);
    headers.set('Content-Type', 'application/json');
    headers.delete('Content-Length');
    const response = await chat(
      new Request(request.url, {
        method: 'POST',
        headers,
        body: JSON.stringify({ type, params }),
        signal: request.signal,
      }),
    );
    noteCors(response);
    if (!response.ok) throw new Refusal(response);
    return response;
  };

  return {
    /** What the server said of other origins: it holds for what is made of its answers. */
    cors,
    /** Has it say so, where nothing was asked of it. */
    async askCors(): Promise<void> {
      const origin = request.headers.get('origin');
      if (origin === null || cors.has('vary')) return;
      noteCors(await chat(new Request(request.url, { method: 'OPTIONS', headers: { origin } })));
    },
    async json<T extends keyof RequestAnswers>(type: T, params: RequestParams[T]): Promise<RequestAnswers[T]> {
      return (await (await send(type, params)).json()) as RequestAnswers[T];
    },
    /** The response, whose headers are worth keeping. */
    stream: (type: StreamingRequestType, params: object): Promise<Response> => send(type, params),
    /** The events of an answer. */
    async events(type: StreamingRequestType, params: object): Promise<AsyncGenerator<ThreadEvent, void, undefined>> {
      return readEvents((await send(type, params)).body!);
    },
  };
}

export type ProtocolClient = ReturnType<typeof protocolClient>;

/** The parameters of a message: in a thread, or in a new one. */
export const messageOf = (text: string, threadId: string | undefined): [StreamingRequestType, object] => {
  const input = { content: [{ type: 'input_text', text }], attachments: [], inference_options: {} };
  return threadId === undefined
    ? ['threads.create', { input }]
    : ['threads.add_user_message', { thread_id: threadId, input }];
};
