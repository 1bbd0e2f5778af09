import type { FileUploadStrategy } from '@openai/chatkit';
import type { Checker } from './check.ts';
import { optional } from './read-callbacks.ts';
import type { ResolvedApi } from './resolved-options.ts';

const EXPECTED = 'an object with a "url" (your ChatKit server)';

export function readApi(value: unknown, check: Checker): ResolvedApi {
  const missing: ResolvedApi = { type: 'missing' };
  const api = check.object(value, 'api');
  if (!api) {
    // An object is what the checker already asked for, where there was something else.
    if (value === undefined) check.wrong('api', EXPECTED, value);
    return missing;
  }
  if ('url' in api && 'getClientSecret' in api) {
    check.wrong('api', 'either { url, domainKey } or { getClientSecret }, not both', value);
  }
  if (api['url'] === undefined) {
    if (typeof api['getClientSecret'] === 'function') return { type: 'hosted' };
    check.wrong('api.url', 'the address of your ChatKit server', api['url']);
    return missing;
  }
  const url = check.string(api['url'], 'api.url');
  if (!url) {
    if (url === '') check.wrong('api.url', 'the address of your ChatKit server', url);
    return missing;
  }
  const fetch = check.function<typeof globalThis.fetch>(api['fetch'], 'api.fetch');
  const uploadStrategy = readUploadStrategy(api['uploadStrategy'], check);
  return { type: 'custom', url, ...optional({ fetch, uploadStrategy }) };
}

function readUploadStrategy(value: unknown, check: Checker): FileUploadStrategy | undefined {
  const field = 'api.uploadStrategy';
  const strategy = check.object(value, field);
  const type = strategy && check.oneOf(strategy['type'] ?? null, `${field}.type`, ['two_phase', 'direct']);
  if (type !== 'direct') return type && { type };
  const uploadUrl = check.text(strategy?.['uploadUrl'], `${field}.uploadUrl`);
  return uploadUrl === undefined ? undefined : { type, uploadUrl };
}
