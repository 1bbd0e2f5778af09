import { describe, expect, it } from 'vitest';
import { isStreamingRequest, parseRequest, parseRequestJson } from './parse-request.ts';

const input = { content: [{ type: 'input_text', text: 'Hello' }], attachments: [], inference_options: {} };

const errorOf = (body: unknown): { code: string; field: string; message: string } => {
  try {
    parseRequest(body);
  } catch (error) {
    return error as { code: string; field: string; message: string };
  }
  throw new Error('It was accepted.');
};

describe('parseRequest', () => {
  it('reads a first message', () => {
    expect(parseRequest({ type: 'threads.create', params: { input } })).toEqual({
      type: 'threads.create',
      params: { input },
      metadata: {},
    });
  });

  it('fills in what the protocol lets a client leave out', () => {
    const request = parseRequest({
      type: 'threads.create',
      params: { input: { content: [{ type: 'input_tag', id: 'doc_1', text: 'Plan' }] } },
    });
    expect(request.params).toEqual({
      input: {
        content: [{ type: 'input_tag', id: 'doc_1', text: 'Plan', data: {} }],
        attachments: [],
        inference_options: {},
      },
    });
    expect(parseRequest({ type: 'threads.list' }).params).toEqual({ order: 'desc' });
  });

  it('reads null as absent', () => {
    expect(parseRequest({ type: 'threads.list', params: { limit: null, after: null }, metadata: null })).toEqual({
      type: 'threads.list',
      params: { order: 'desc' },
      metadata: {},
    });
  });

  it('drops fields it does not know, so that a newer client is understood', () => {
    const request = parseRequest({ type: 'threads.get_by_id', params: { thread_id: 'thr_1', colour: 'red' } });
    expect(request.params).toEqual({ thread_id: 'thr_1' });
  });

  it.each([
    ['no object', 'hello', 'invalid-request', ''],
    ['an unknown type', { type: 'threads.explode' }, 'unknown-request-type', 'type'],
    ['a type that only objects have', { type: 'constructor' }, 'unknown-request-type', 'type'],
    ['no type', {}, 'unknown-request-type', 'type'],
    ['a missing id', { type: 'threads.get_by_id', params: {} }, 'invalid-request', 'params.thread_id'],
    ['an empty id', { type: 'threads.get_by_id', params: { thread_id: '' } }, 'invalid-request', 'params.thread_id'],
    [
      'an endless id',
      { type: 'threads.delete', params: { thread_id: 'x'.repeat(201) } },
      'invalid-request',
      'params.thread_id',
    ],
    ['params that are a list', { type: 'threads.list', params: [] }, 'invalid-request', 'params'],
    ['a limit of nothing', { type: 'threads.list', params: { limit: 0 } }, 'invalid-request', 'params.limit'],
    ['an order of its own', { type: 'threads.list', params: { order: 'up' } }, 'invalid-request', 'params.order'],
    [
      'text that is a number, deep inside',
      { type: 'threads.create', params: { input: { ...input, content: [{ type: 'input_text', text: 7 }] } } },
      'invalid-request',
      'params.input.content[0].text',
    ],
    [
      'content of an unknown type',
      { type: 'threads.create', params: { input: { ...input, content: [{ type: 'input_video' }] } } },
      'invalid-request',
      'params.input.content[0].type',
    ],
    [
      'an answer that is no list',
      {
        type: 'threads.add_structured_input',
        params: { thread_id: 't', item_id: 'i', input: { answers: { colour: { values: 'red' } } } },
      },
      'invalid-request',
      'params.input.answers.colour.values',
    ],
    ['metadata that is a list', { type: 'threads.list', metadata: [] }, 'invalid-request', 'metadata'],
  ])('refuses %s and names the field', (_, body, code, field) => {
    expect(errorOf(body)).toMatchObject({ code, field });
  });

  it('says what it expected and what it got, cut short', () => {
    expect(errorOf({ type: 'threads.list', params: { order: 'z'.repeat(500) } }).message).toBe(
      `params.order: expected "asc" or "desc", got string "${'z'.repeat(39)}….`,
    );
  });

  it('tells text that is no JSON from JSON that is no request', () => {
    expect(() => parseRequestJson('{"type":')).toThrow(expect.objectContaining({ code: 'malformed-json' }));
    expect(() => parseRequestJson('[]')).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});

describe('isStreamingRequest', () => {
  it('tells streams from JSON answers', () => {
    expect(isStreamingRequest(parseRequest({ type: 'threads.create', params: { input } }))).toBe(true);
    expect(isStreamingRequest(parseRequest({ type: 'threads.list' }))).toBe(false);
  });
});
