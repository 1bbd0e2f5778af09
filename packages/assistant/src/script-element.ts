/** What the script tag fetches when it is needed: the element, and what only pages with a script tag use. */
import './assembly-at-hand.ts';
import './define.ts';
import { applyJson, checkTag } from './script/settings.ts';
import { installApi } from './script/api.ts';

for (const tag of document.querySelectorAll<HTMLScriptElement>('script[src*="kb-assistant"]')) checkTag(tag);
// Upgraded a moment ago, the elements have not drawn yet: they do so with what is set here.
applyJson(document, document.querySelectorAll('kb-assistant'));
installApi(window);
