import { describe, expect, it } from 'vitest';
import { ADA, testServer } from '../testing/test-server.ts';
import type { Recording } from '../transcribe.ts';

const dictate = async (params: { audio_base64: string; mime_type: string }, text = 'Hello there') => {
  const recordings: Recording[] = [];
  const server = testServer({
    transcribe: (recording) => {
      recordings.push(recording);
      return text;
    },
  });
  const response = await server.post('input.transcribe', params, { headers: { 'Accept-Language': 'de' } });
  return { response, recordings };
};

describe('dictation', () => {
  it.each([
    ['audio/webm;codecs=opus', 'audio/webm'],
    ['audio/mp4', 'audio/mp4'],
    ['Audio/OGG; codecs=opus', 'audio/ogg'],
  ])('of the type %s is written down', async (mime_type, mediaType) => {
    const { response, recordings } = await dictate({ audio_base64: btoa('\u0000\u00ffab'), mime_type });
    expect(await response.json()).toEqual({ text: 'Hello there' });
    expect(recordings).toMatchObject([{ mimeType: mime_type, mediaType, user: { id: ADA }, locale: 'de' }]);
    expect([...recordings[0]!.audio]).toEqual([0, 255, 97, 98]);
  });

  it.each([
    ['no base64', { audio_base64: '*', mime_type: 'audio/mp4' }, 'params.audio_base64'],
    ['nothing', { audio_base64: '', mime_type: 'audio/mp4' }, 'params.audio_base64'],
    ['no sound', { audio_base64: 'AAAA', mime_type: 'image/png' }, 'params.mime_type'],
    ['another recording', { audio_base64: 'AAAA', mime_type: 'audio/wav' }, 'params.mime_type'],
  ])('that is %s is refused', async (_, params, field) => {
    const { response, recordings } = await dictate(params);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { message: string }).message).toContain(field);
    expect(recordings).toEqual([]);
  });

  it('that is too long is refused by its size', async () => {
    const { response } = await dictate({ audio_base64: 'A'.repeat(2_000_000), mime_type: 'audio/mp4' });
    expect(response.status).toBe(413);
  });
});
