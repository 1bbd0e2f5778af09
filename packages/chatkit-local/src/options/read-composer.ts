import type { ModelOption } from '@openai/chatkit';
import type { Checker } from './check.ts';
import { optional } from './read-callbacks.ts';
import type { AttachmentLimits, ComposerOptions, Tool } from './resolved-options.ts';

const MAX_BYTES = 100 * 1024 * 1024;
const MAX_COUNT = 10;

export function readComposer(value: unknown, check: Checker): ComposerOptions {
  const composer = check.object(value, 'composer') ?? {};
  const dictation = check.object(composer['dictation'], 'composer.dictation') ?? {};
  return {
    placeholder: check.string(composer['placeholder'], 'composer.placeholder') ?? null,
    attachments: readAttachments(composer['attachments'], 'composer.attachments', check),
    tools: check.list(composer['tools'], 'composer.tools', (tool, field) => readTool(tool, field, check)),
    models: check.list(composer['models'], 'composer.models', (model, field) => readModel(model, field, check)),
    dictation: check.boolean(dictation['enabled'], 'composer.dictation.enabled') ?? false,
  };
}

function readAttachments(value: unknown, field: string, check: Checker): AttachmentLimits | null {
  const attachments = check.object(value, field) ?? {};
  const limits = {
    maxSize: readMaxSize(attachments['maxSize'], `${field}.maxSize`, check),
    maxCount: check.number(attachments['maxCount'], `${field}.maxCount`, 1, Infinity) ?? MAX_COUNT,
    accept: readAccept(attachments['accept'], `${field}.accept`, check),
  };
  return check.boolean(attachments['enabled'], `${field}.enabled`) ? limits : null;
}

function readMaxSize(value: unknown, field: string, check: Checker): Record<string, number> {
  const given =
    typeof value === 'number' ? { '*': value } : typeof value === 'object' ? check.object(value, field) : undefined;
  if (value !== undefined && given === undefined) check.wrong(field, 'a number of bytes, or one for each type', value);
  const sizes: Record<string, number> = { '*': MAX_BYTES };
  for (const [type, size] of Object.entries(given ?? {})) {
    const bytes = check.number(size, typeof value === 'number' ? field : `${field}["${type}"]`, 1, Infinity);
    // Both stand for all the others.
    if (bytes !== undefined) sizes[type || '*'] = bytes;
  }
  return sizes;
}

function readAccept(value: unknown, field: string, check: Checker): AttachmentLimits['accept'] {
  const types = check.object(value, field);
  if (!types) return null;
  return Object.fromEntries(
    Object.entries(types).map(([type, given]) => {
      const place = `${field}["${type}"]`;
      const extensions = (check.array(given, place) ?? []).map((each, index) =>
        check.string(each, `${place}[${index}]`),
      );
      return [type, extensions.filter((each) => each !== undefined)];
    }),
  );
}

function readTool(tool: Record<string, unknown>, field: string, check: Checker): Tool | undefined {
  const id = check.text(tool['id'], `${field}.id`);
  const label = check.text(tool['label'], `${field}.label`);
  if (!id || !label) return;
  return {
    id,
    label,
    icon: check.string(tool['icon'], `${field}.icon`) ?? null,
    shortLabel: check.string(tool['shortLabel'], `${field}.shortLabel`) || label,
    placeholder: check.string(tool['placeholderOverride'], `${field}.placeholderOverride`) ?? null,
    pinned: check.boolean(tool['pinned'], `${field}.pinned`) ?? false,
    persistent: check.boolean(tool['persistent'], `${field}.persistent`) ?? false,
  };
}

function readModel(model: Record<string, unknown>, field: string, check: Checker): ModelOption | undefined {
  const id = check.text(model['id'], `${field}.id`);
  const label = check.text(model['label'], `${field}.label`);
  if (!id || !label) return;
  return {
    id,
    label,
    ...optional({
      description: check.string(model['description'], `${field}.description`),
      disabled: check.boolean(model['disabled'], `${field}.disabled`),
      default: check.boolean(model['default'], `${field}.default`),
    }),
  };
}
