/** What is wrong with the settings of a connection: fetched where something could be. */
import type { AssistantErrorCode } from '../shared/errors.ts';
import { warnOnce } from '../shared/warn.ts';
import { DEFAULTS } from './defaults.ts';
import type { Inputs } from './types.ts';
import { isWebAddress } from './web-address.ts';

/** Says that a spare renderer is of no use. */
export const warnOfFallback = (): void =>
  warnOnce(
    'fallback-src',
    'fallback-src: the open renderer cannot show a hosted session. Set api-url; it is left out.',
  );

interface Problem {
  code: AssistantErrorCode;
  detail: string;
}

/** The settings of a connection, as one writes them in a page. */
const NAMES = {
  apiUrl: 'api-url',
  sessionUrl: 'session-url',
  sessionFetcher: 'sessionFetcher',
  authCookie: 'auth-cookie',
  authFetcher: 'authFetcher',
  domainKey: 'domain-key',
  uploadUrl: 'upload-url',
  uploadStrategy: 'upload-strategy',
} as const satisfies Partial<Record<keyof Inputs, string>>;

type Name = keyof typeof NAMES;

/** Only what a server of one's own has any use for. */
const CUSTOM_ONLY: readonly Name[] = ['domainKey', 'uploadUrl', 'uploadStrategy'];

/** What is missing, or does not fit together; `null` where all is well. */
export function problemOf(inputs: Inputs): Problem | null {
  const has = (name: Name): boolean => Boolean(inputs[name]);
  const ambiguous = (detail: string): Problem => ({ code: 'connection-ambiguous', detail });
  for (const name of ['apiUrl', 'sessionUrl', 'uploadUrl'] as const) {
    const value = inputs[name];
    if (value && !isWebAddress(value)) {
      const detail = `${NAMES[name]} is ${JSON.stringify(value.slice(0, 80))}. Expected an http or https URL, or a path.`;
      return { code: 'connection-url-invalid', detail };
    }
  }
  for (const [a, b] of [
    ['sessionUrl', 'sessionFetcher'],
    ['authCookie', 'authFetcher'],
  ] as const) {
    if (has(a) && has(b)) return ambiguous(`${NAMES[a]} and ${NAMES[b]} are both set. Leave one of them out.`);
  }
  if (inputs.chatkitOptions && 'api' in inputs.chatkitOptions) {
    return ambiguous('chatkitOptions.api is set. Leave it out: api-url, session-url and domain-key say the same.');
  }
  if (!has('apiUrl')) return hostedProblemOf(inputs, has, ambiguous);
  if (inputs.apiUrl === inputs.sessionUrl) {
    return ambiguous(
      `api-url and session-url are both ${JSON.stringify(inputs.apiUrl?.slice(0, 80))}. They are two endpoints.`,
    );
  }
  return uploadProblemOf(inputs, ambiguous);
}

function hostedProblemOf(
  inputs: Inputs,
  has: (name: Name) => boolean,
  ambiguous: (detail: string) => Problem,
): Problem | null {
  const missing = (detail: string): Problem => ({ code: 'connection-missing', detail });
  if (!has('sessionUrl') && !has('sessionFetcher')) {
    const auth = (['authCookie', 'authFetcher'] as const).find(has);
    return auth
      ? missing(`${NAMES[auth]} says who is asking, and nothing says whom: set api-url as well.`)
      : missing('Set api-url for a server of your own, or session-url alone for a hosted session.');
  }
  const session = has('sessionUrl') ? 'session-url' : 'sessionFetcher';
  const stray = CUSTOM_ONLY.filter(has).map((name) => NAMES[name]);
  if (stray.length > 0) {
    return ambiguous(
      `${session} without api-url is a hosted session, and ${stray.join(', ')} belongs to a server of your own. ` +
        `Set api-url, or leave ${stray.join(', ')} out.`,
    );
  }
  if (inputs.chatkitTag === DEFAULTS.fallbackTag) {
    return ambiguous(
      `${session} without api-url is a hosted session, which the open renderer (chatkit-tag="${DEFAULTS.fallbackTag}") ` +
        'cannot show. Set api-url.',
    );
  }
  return null;
}

function uploadProblemOf(inputs: Inputs, ambiguous: (detail: string) => Problem): Problem | null {
  const { uploadStrategy, uploadUrl } = inputs;
  switch (uploadStrategy || undefined) {
    case undefined:
      return inputs.chatkitOptions?.composer?.attachments?.enabled && !uploadUrl
        ? ambiguous(
            'chatkitOptions.composer.attachments is on, and nothing says how files are uploaded. ' +
              'Set upload-strategy="two-phase", or upload-url.',
          )
        : null;
    case 'direct':
      return uploadUrl ? null : ambiguous('upload-strategy="direct" needs upload-url.');
    case 'two-phase':
      return uploadUrl
        ? ambiguous(
            'upload-strategy="two-phase" asks the chat server for each URL; leave upload-url out, or say "direct".',
          )
        : null;
    default:
      return ambiguous(`upload-strategy is ${JSON.stringify(uploadStrategy)}. Expected "direct" or "two-phase".`);
  }
}
