import { defineChatKit } from './define.ts';

defineChatKit('openai-chatkit');
