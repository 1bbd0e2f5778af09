import { invalidField, RequestError, tooMany } from '../errors.ts';
import { jsonResponse } from '../http.ts';
import { requireRate } from '../rate-limit.ts';
import type { Call, ServerContext } from '../server-context.ts';
import { recordingTypes } from '../transcribe.ts';

/** Dictation: what was said, as text for the composer. */
export async function transcribe(
  { transcribe: write, limits, atOnce, rateLimit }: ServerContext,
  { user, locale, request, signal }: Call<'input.transcribe'>,
): Promise<Response> {
  if (!write) {
    throw new RequestError('not-supported', 'This server takes no dictation: createChatServer has no `transcribe`.');
  }
  const { audio_base64, mime_type } = request.params;
  const mediaType = recordingTypes.find((type) => type === mime_type.split(';')[0]?.trim().toLowerCase());
  if (!mediaType) {
    throw invalidField(
      'params.mime_type',
      `expected one of ${recordingTypes.join(', ')}, got "${mime_type.slice(0, 80)}".`,
    );
  }
  const recording = {
    audio: decode(audio_base64),
    mimeType: mime_type,
    mediaType,
    user,
    locale,
    signal: AbortSignal.any([signal, AbortSignal.timeout(limits.turnMs)]),
  };
  await requireRate(rateLimit, user.id);
  const { turnsPerUser } = limits;
  const refuse = () => tooMany(turnsPerUser, 'dictations');
  const text = await atOnce.run(user.id, turnsPerUser, refuse, async () => write(recording));
  return jsonResponse({ text });
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  let binary: string;
  try {
    binary = atob(base64);
  } catch {
    throw invalidField('params.audio_base64', 'expected base64.');
  }
  if (binary === '') throw invalidField('params.audio_base64', 'expected a recording, got an empty one.');
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
