import type { User } from './authenticate.ts';
import { RequestError } from './errors.ts';
import { feedStream } from './feed-stream.ts';
import { jsonResponse } from './http.ts';
import type { ServerContext } from './server-context.ts';
import { loadThread } from './threads.ts';

/**
 * What is being answered in a thread: first how it stands, then what follows. 204 where nothing is, which also tells an
 * `EventSource` not to come back.
 *
 * @throws {RequestError} `thread-not-found`, `not-supported`, `too-many-readers`.
 */
export async function resumeAnswer(server: ServerContext, user: User, threadId: string): Promise<Response> {
  requireResumable(server);
  await loadThread(server.store, user.id, threadId);
  const watcher = await server.turns.watch(user.id, threadId, server.limits.readersPerAnswer);
  return watcher ? feedStream(watcher) : new Response(null, { status: 204 });
}

/**
 * Ends what is being answered in a thread, by whichever instance, and answers when it is over.
 *
 * @throws {RequestError} `thread-not-found`, `not-supported`.
 */
export async function stopAnswer(server: ServerContext, user: User, threadId: string): Promise<Response> {
  requireResumable(server);
  await loadThread(server.store, user.id, threadId);
  await server.turns.stop(user.id, threadId, 'stopped');
  return jsonResponse({});
}

function requireResumable({ resumable }: ServerContext): void {
  if (resumable) return;
  throw new RequestError('not-supported', 'Answers of this server end with their client. Switch on `resumable`.');
}
