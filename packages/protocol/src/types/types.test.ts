import { describe, expect, expectTypeOf, it } from 'vitest';
import { isStreamingRequest, parseRequest } from '../parse-request.ts';
import { answeredBy } from '../testing/answered-by.ts';
import type { EventType, ThreadEvent } from './events.ts';
import type { RequestAnswers, RequestType, StreamingRequestType } from './requests.ts';

const params = {
  input: { content: [] },
  thread_id: 't',
  item_id: 'i',
  item_ids: [],
  kind: 'positive',
  action: { type: 'a' },
  title: 't',
  name: 'n',
  size: 1,
  mime_type: 'a/b',
  attachment_id: 'a',
  audio_base64: '',
};

describe('requests', () => {
  it('are answered by a stream or by a document, each by one of them', () => {
    expectTypeOf<keyof RequestAnswers | StreamingRequestType>().toEqualTypeOf<RequestType>();
    expectTypeOf<keyof RequestAnswers & StreamingRequestType>().toEqualTypeOf<never>();
    for (const [type, answer] of Object.entries(answeredBy)) {
      expect(isStreamingRequest(parseRequest({ type, params })), type).toBe(answer === 'stream');
    }
  });

  it('that a table leaves out, or makes up, do not compile', () => {
    const { 'items.feedback': _, ...most } = answeredBy;
    // @ts-expect-error -- one is missing
    most satisfies Record<RequestType, string>;
    // @ts-expect-error -- one is none
    ({ ...answeredBy, 'threads.explode': 'json' }) satisfies Record<RequestType, 'stream' | 'json'> & {
      'threads.explode'?: never;
    };
    expect(Object.keys(most)).toHaveLength(15);
  });
});

describe('events', () => {
  it('are all told apart by their type', () => {
    const nameOf = (event: ThreadEvent): EventType => {
      switch (event.type) {
        case 'thread.created':
        case 'thread.updated':
        case 'thread.item.added':
        case 'thread.item.updated':
        case 'thread.item.done':
        case 'thread.item.removed':
        case 'thread.item.replaced':
        case 'stream_options':
        case 'progress_update':
        case 'client_effect':
        case 'notice':
        case 'error':
          return event.type;
        default:
          return event satisfies never;
      }
    };
    expect(nameOf({ type: 'progress_update', text: 'Searching…' })).toBe('progress_update');
  });
});
