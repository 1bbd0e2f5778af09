import type { CamelEventName, EventName } from './names.ts';

/** The element's events and the names that frameworks give them. One that is missing or misspelt does not compile. */
export const EVENTS = {
  'kb-open': 'kbOpen',
  'kb-close': 'kbClose',
  'kb-ready': 'kbReady',
  'kb-error': 'kbError',
  'kb-status-change': 'kbStatusChange',
  'kb-message': 'kbMessage',
  'kb-tool': 'kbTool',
  'chatkit.ready': 'chatkitReady',
  'chatkit.error': 'chatkitError',
  'chatkit.effect': 'chatkitEffect',
  'chatkit.deeplink': 'chatkitDeeplink',
  'chatkit.response.start': 'chatkitResponseStart',
  'chatkit.response.end': 'chatkitResponseEnd',
  'chatkit.history.open': 'chatkitHistoryOpen',
  'chatkit.history.close': 'chatkitHistoryClose',
  'chatkit.thread.change': 'chatkitThreadChange',
  'chatkit.thread.load.start': 'chatkitThreadLoadStart',
  'chatkit.thread.load.end': 'chatkitThreadLoadEnd',
  'chatkit.tool.change': 'chatkitToolChange',
  'chatkit.log': 'chatkitLog',
} as const satisfies { [K in EventName]: CamelEventName<K> };
