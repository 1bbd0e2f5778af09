import type { Attachments } from '../attachments/attachment-port.ts';
import { RequestError } from '../errors.ts';
import { jsonResponse } from '../http.ts';
import type { Call, ServerContext } from '../server-context.ts';

export async function createAttachment(
  server: ServerContext,
  { user, request }: Call<'attachments.create'>,
): Promise<Response> {
  return jsonResponse(await requireAttachments(server).create(user.id, request.params));
}

export async function deleteAttachment(
  server: ServerContext,
  { user, request }: Call<'attachments.delete'>,
): Promise<Response> {
  await requireAttachments(server).delete(user.id, request.params.attachment_id);
  return jsonResponse({});
}

/** @throws {RequestError} `not-supported` where the server was made without them. */
export function requireAttachments({ attachments }: { attachments: Attachments | undefined }): Attachments {
  if (attachments) return attachments;
  throw new RequestError('not-supported', 'This server takes no attachments: createChatServer has no `attachments`.');
}
