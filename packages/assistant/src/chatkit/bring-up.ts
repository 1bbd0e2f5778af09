import type { ChatKitOptions, OpenAIChatKit } from '@openai/chatkit';
import { DEFAULTS } from '../config/defaults.ts';
import { AssistantError, type AssistantErrorCode } from '../shared/errors.ts';
import { shownUrl, type Trace } from '../shared/trace.ts';
import { CHATKIT_EVENTS } from './events.ts';
import { loadRenderer, type RendererScript } from './loader.ts';
import { watchPolicy } from './policy-watch.ts';
import { answers } from './proof-of-life.ts';
import type { Stage } from './state.ts';
import { within } from './within.ts';

export interface BringUp {
  script: RendererScript;
  frameMs: number;
  answerMs: number;
  /** How long all of it together may take. */
  allMs: number;
  /** Aborts when nobody wants this chat any more. */
  aborted: AbortSignal;
  /** Told of each stage that begins. */
  onStage(stage: Stage): void;
  /** Takes the chat that was made, and gives it its options. */
  onMade(chat: OpenAIChatKit): ChatKitOptions;
  container(): HTMLElement;
  onEvent(event: CustomEvent): void;
  trace: Trace;
}

/**
 * Script, element, options, frame, a first answer: each proved, and each with its deadline. What fails leaves nothing
 * behind.
 *
 * @throws {AssistantError} what `loadRenderer` throws; `insecure-origin`, `frame-blocked`, `frame-timeout`,
 *   `frame-silent`.
 */
export async function bringUp(request: BringUp): Promise<OpenAIChatKit> {
  const { script, frameMs, answerMs, aborted, trace } = request;
  const { src, tag } = script;
  const endsAt = performance.now() + request.allMs;
  const left = (ms = Infinity): number => Math.max(0, Math.min(ms, endsAt - performance.now()));
  const failed = new AbortController();
  const signal = AbortSignal.any([aborted, failed.signal]);
  const onStage = (stage: Stage): void => {
    signal.throwIfAborted();
    request.onStage(stage);
  };
  onStage('script');
  if (src === DEFAULTS.chatkitSrc && !isSecureContext && !customElements.get(tag)) {
    throw new AssistantError('insecure-origin', `This page is ${location.origin}; it works on https and on localhost.`);
  }
  let late: AssistantErrorCode = 'renderer-timeout';
  const onLoaded = (): void => {
    onStage('definition');
    late = 'renderer-not-defined';
  };
  const loading = loadRenderer({ ...script, onLoaded }).then(() => true);
  if (!(await within(left(), loading))) {
    failed.abort();
    throw new AssistantError(late, `${shownUrl(src)} brought no <${tag}> within ${seconds(request.allMs)}.`);
  }
  onStage('frame');
  const policy = watchPolicy('frame');
  const chat = document.createElement(tag) as OpenAIChatKit;
  try {
    let complaint = '';
    const loaded = new Promise<'loaded'>((resolve) => {
      for (const type of CHATKIT_EVENTS) {
        const onEvent = (event: Event): void => {
          // ChatKit's ready event bubbles out of shadow roots; the host dispatches one of its own.
          event.stopPropagation();
          if (type === 'chatkit.ready') resolve('loaded');
          if (type === 'chatkit.error') complaint = complaintOf(event as CustomEvent<{ error?: unknown }>);
          request.onEvent(event as CustomEvent);
        };
        chat.addEventListener(type as string, onEvent, { signal });
      }
    });
    const gone = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    const blocked = policy.violated.then((directive) => {
      throw new AssistantError('frame-blocked', `${directive} does not allow it.`);
    });
    // They may come about when nobody waits for them any more.
    for (const each of [gone, blocked]) each.catch(() => {});
    chat.setOptions(request.onMade(chat));
    request.container().append(chat);
    const loadMs = left(frameMs);
    if (!(await within(loadMs, Promise.race([loaded, gone, blocked])))) {
      throw new AssistantError('frame-timeout', `<${tag}> sent no chatkit.ready within ${seconds(loadMs)}.`);
    }
    // A frame that was refused is loaded too: only an answer proves that there is a chat in it.
    onStage('answer');
    const silentMs = left(answerMs);
    if (!(await Promise.race([answers(chat, false, silentMs, trace), gone, blocked]))) {
      throw new AssistantError('frame-silent', `<${tag}> answered nothing within ${seconds(silentMs)}.${complaint}`);
    }
    return chat;
  } catch (error) {
    failed.abort();
    chat.remove();
    throw error;
  } finally {
    policy.stop();
  }
}

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

const complaintOf = ({ detail }: CustomEvent<{ error?: unknown }>): string =>
  detail?.error instanceof Error ? ` It said: ${detail.error.message}` : '';
