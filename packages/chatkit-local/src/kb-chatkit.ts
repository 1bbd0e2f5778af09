import { defineChatKit } from './define.ts';

defineChatKit('kb-chatkit');
