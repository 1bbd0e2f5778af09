import type { Annotation } from './sources.ts';
import type { Task, Workflow } from './workflows.ts';

export interface UserMessageText {
  type: 'input_text';
  text: string;
}

export interface UserMessageTag {
  type: 'input_tag';
  id: string;
  text: string;
  data: Record<string, unknown>;
  group?: string;
  interactive?: boolean;
}

export type UserMessageContent = UserMessageText | UserMessageTag;

export interface InferenceOptions {
  tool_choice?: { id: string };
  model?: string;
}

export interface UploadDescriptor {
  url: string;
  method: 'POST' | 'PUT';
  headers: Record<string, string>;
}

interface AttachmentBase {
  id: string;
  name: string;
  mime_type: string;
  /** Present until the file has been uploaded. */
  upload_descriptor?: UploadDescriptor;
}

export interface FileAttachment extends AttachmentBase {
  type: 'file';
}

export interface ImageAttachment extends AttachmentBase {
  type: 'image';
  preview_url: string;
}

export type Attachment = FileAttachment | ImageAttachment;

interface ItemBase {
  id: string;
  thread_id: string;
  /** ISO 8601. */
  created_at: string;
}

export interface UserMessageItem extends ItemBase {
  type: 'user_message';
  content: UserMessageContent[];
  attachments: Attachment[];
  quoted_text?: string;
  inference_options: InferenceOptions;
}

export interface AssistantMessageContent {
  type: 'output_text';
  /** Markdown. */
  text: string;
  annotations: Annotation[];
}

export interface AssistantMessageItem extends ItemBase {
  type: 'assistant_message';
  content: AssistantMessageContent[];
}

export interface ClientToolCallItem extends ItemBase {
  type: 'client_tool_call';
  status: 'pending' | 'completed';
  call_id: string;
  name: string;
  arguments: Record<string, unknown>;
  output?: unknown;
}

/** A node of a widget. Its props are described by `widgets.d.ts` of `@openai/chatkit`. */
export interface WidgetComponent {
  type: string;
  id?: string;
  [prop: string]: unknown;
}

export interface WidgetItem extends ItemBase {
  type: 'widget';
  widget: WidgetComponent;
  copy_text?: string;
}

export interface GeneratedImageItem extends ItemBase {
  type: 'generated_image';
  image?: { id: string; url: string };
}

export interface StructuredInputAnswer {
  values: string[];
  skipped: boolean;
}

interface StructuredInputBase {
  id: string;
  question: string;
  answer?: StructuredInputAnswer;
}

export interface MultipleChoiceInput extends StructuredInputBase {
  type: 'multiple_choice';
  options: { value: string }[];
  multiple?: boolean;
}

export interface FreeformInput extends StructuredInputBase {
  type: 'freeform';
  description?: string;
}

export type StructuredInput = MultipleChoiceInput | FreeformInput;

export interface StructuredInputItem extends ItemBase {
  type: 'structured_input';
  status: 'pending' | 'answered' | 'skipped';
  inputs: StructuredInput[];
}

export interface WorkflowItem extends ItemBase {
  type: 'workflow';
  workflow: Workflow;
}

export interface TaskItem extends ItemBase {
  type: 'task';
  task: Task;
}

export interface EndOfTurnItem extends ItemBase {
  type: 'end_of_turn';
}

/** An item that a client may see. */
export type ThreadItem =
  | UserMessageItem
  | AssistantMessageItem
  | ClientToolCallItem
  | WidgetItem
  | GeneratedImageItem
  | StructuredInputItem
  | WorkflowItem
  | TaskItem
  | EndOfTurnItem;

/** Kept in the store for the agent's eyes; never sent to a client. */
export interface HiddenContextItem extends ItemBase {
  type: 'hidden_context_item' | 'sdk_hidden_context';
  content: unknown;
}

/** An item as a store holds it. */
export type StoredItem = ThreadItem | HiddenContextItem;
