/** Runs the loader in a page of its own, and tells the page around what came of it. */
import { loadRenderer } from '../chatkit/loader.ts';
import { AssistantError } from '../shared/errors.ts';

const { src = '', tag = '' } = document.querySelector<HTMLScriptElement>('script[data-src]')!.dataset;
const code = await loadRenderer({ src, tag }).then(
  () => 'none',
  (error: unknown) => (error instanceof AssistantError ? error.code : String(error)),
);
parent.postMessage({ code }, '*');
