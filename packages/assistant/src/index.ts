export type { Stage, Status } from './chatkit/state.ts';
export type { ObservedMessage } from './chatkit/message-observer.ts';
export type { Check, CheckId, Diagnosis, Verdict } from './diagnose/types.ts';
export type { DiagnoseOptions } from './diagnose/diagnose.ts';
export type { HeaderOption, OverlayOption, StartScreenOption } from './config/groups.ts';
export type {
  ColorSchemeSetting,
  Consent,
  Context,
  Credentials,
  Inputs,
  Mode,
  Persistence,
  Position,
  Preload,
  Prompt,
  RawChatKitOptions,
  UploadStrategy,
  When,
} from './config/types.ts';
export type { AssistantEvents, CloseReason, KbAssistantEventMap, OpenReason } from './assembly/events.ts';
export { KbAssistant } from './element/kb-assistant.ts';
export { cookieToken, staticHeaders, storageToken } from './session/auth.ts';
export { httpSession, type HttpSessionOptions } from './session/fetchers.ts';
export type { Call as ScriptCall, ScriptApi } from './script/api.ts';
export type { AuthFetcher, AuthRequest, SessionFetcher, SessionGrant, SessionRequest } from './session/types.ts';
export { AssistantError, type AssistantErrorCode } from './shared/errors.ts';
export type { Strings } from './strings/strings.ts';
export type { Density, Palette, Radius, Seeds } from './theme/palette.ts';
export type { PresetName } from './theme/preset-names.ts';
export type {
  ClientTool,
  ClientToolDefinition,
  ClientToolHandler,
  ClientTools,
  ToolCall,
  ToolOutcome,
  ToolSchema,
} from './tools/types.ts';
