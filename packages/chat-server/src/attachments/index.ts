export type { AttachmentStorage, StoredFile } from './attachment-storage.ts';
export { type AttachmentOptions, attachments, defaultAttachmentTypes } from './attachments.ts';
