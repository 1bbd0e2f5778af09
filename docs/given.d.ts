/** What the code blocks of the documentation take as given: said in the text around them, and declared here. */
import type { KbAssistant } from 'kb-assistant';
import type { Hono } from 'hono';
import type * as Http from 'node:http';
import type * as Vue from 'vue';
import type { Redis as IORedis } from 'ioredis';
import type * as Attachments from '@kb-assistant/chat-server/attachments';
import type * as ChatServer from '@kb-assistant/chat-server';
import type * as KnowledgeBase from '@kb-assistant/chat-server/knowledge-base';
import type * as Session from '@kb-assistant/session';
import type { OpenAIChatKit } from '@openai/chatkit';
import 'kb-assistant/define';

type Handler = (request: Request) => Promise<Response>;

declare global {
  // The package has it in a file that it does not export.
  interface HTMLElementTagNameMap {
    'openai-chatkit': OpenAIChatKit;
  }

  const assistant: KbAssistant;

  // Imported further up on the same page.
  const createChatServer: typeof ChatServer.createChatServer;
  const knowledgeBase: typeof KnowledgeBase.knowledgeBase;
  const createSessionHandler: typeof Session.createSessionHandler;
  const anonymousVisitor: typeof Session.anonymousVisitor;
  const signedSessions: typeof Session.signedSessions;
  const verifySession: typeof Session.verifySession;

  // Made further up.
  const secret: string;
  const documents: KnowledgeBase.KnowledgeDocument[];
  const help: KnowledgeBase.KnowledgeBase;
  const agent: ChatServer.Agent;
  const store: ChatServer.Store;
  const authenticate: ChatServer.Authenticate & Session.Authenticator;
  const issuer: Session.SessionIssuer;
  const chat: ChatServer.ChatServer;
  const sessions: Handler;
  const app: Hono;
  const server: { close(): void };
  const turn: ChatServer.Turn;
  const storage: Parameters<typeof Attachments.attachments>[0]['storage'];
  const file: { write(text: string): void };
  const element: KbAssistant;
  const handler: Handler;
  const response: Response;
  const body: ReadableStream<Uint8Array>;

  // Of the runtime, or of a library that the text names.
  const Deno: {
    serve(handler: (request: Request, info: { remoteAddr: { hostname: string } }) => Promise<Response>): void;
  };
  const Redis: typeof IORedis;
  const createServer: typeof Http.createServer;
  const useTemplateRef: typeof Vue.useTemplateRef;

  // A reader's own.
  const auth: { getToken(): Promise<string> };
  const cart: { items: unknown[]; total: number };
  const analytics: { track(name: string, properties: object): void };
  const formIsUnsaved: boolean;
  const report: (code: string) => void;
  const overQuota: (user: ChatServer.User) => boolean;
  const embed: (text: string) => Promise<number[]>;
  const db: { query(sql: string, values: unknown[]): Promise<any[]> };
  const files: { delete(id: string): Promise<void> };
  const database: {
    insertSession(userId: string): Promise<{ id: string; token: string }>;
    deleteSession(id: string, userId: string): Promise<void>;
  };
  const orders: { cancel(id: unknown): Promise<object> };
  const banner: EventTarget;
  const sendToSupport: (text: string) => Promise<void>;
  const themeSwitch: HTMLInputElement;
  const identity: { getToken(): Promise<string> };
  const tokenFor: (userId: string) => Promise<string>;
  const speechToText: (audio: Uint8Array) => Promise<string>;
  const card: (text: string) => Parameters<ChatServer.Turn['widget']>[0];
  const askModel: (text: string, options: { signal: AbortSignal }) => AsyncIterable<string>;
  const accountFromCookie: (cookie: string | null) => Promise<{ id: string; name: string } | null>;
}
