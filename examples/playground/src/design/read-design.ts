import { type Design, valueAt, withValue } from './design.ts';
import { type Field, FIELDS } from './fields.ts';

const isPrompt = (value: unknown): boolean => {
  const { label, prompt } = (value ?? {}) as Record<string, unknown>;
  return typeof label === 'string' && typeof prompt === 'string';
};

/** A value that a field takes, or `undefined`. Numbers and flags may come as text, from attributes. */
function accept(field: Field, value: unknown): unknown {
  switch (field.kind) {
    case 'choice':
      return field.values.find((each) => each === value);
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && number >= field.min && number <= field.max ? number : undefined;
    }
    case 'flag':
      return value === true || value === '' || value === 'true' ? true : undefined;
    case 'color':
      return typeof value === 'string' && CSS.supports('color', value) ? value : undefined;
    case 'text':
      return typeof value === 'string' && value !== '' ? value : undefined;
    case 'prompts':
      return Array.isArray(value) && value.length > 0 && value.every(isPrompt) ? value : undefined;
  }
}

/** What is no field of a design and belongs to the connection: it is left to the site, without a word. */
const CONNECTION = new Set(['apiUrl', 'sessionUrl', 'chatkitSrc', 'chatkitTag', 'fallbackSrc', 'domainKey', 'id']);

export const isConnection = (name: string): boolean => CONNECTION.has(name);

/** A design out of data from anywhere, and the names of what was left out. */
export function readDesign(data: unknown): { design: Design; ignored: string[] } {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new Error('That is no configuration.');
  let design: Design = {};
  const source = flatten(data as Record<string, unknown>);
  const left = new Set(pathsOf(source).filter((path) => !isConnection(path)));
  for (const field of FIELDS) {
    const value = accept(field, valueAt(source, field.path));
    if (value === undefined) continue;
    design = withValue(design, field.path, value);
    left.delete(field.path);
  }
  return { design, ignored: [...left] };
}

/** The element takes colours by themselves or in a `theme`, and places in an `overlay`; a design has one name for each. */
function flatten(data: Record<string, unknown>): Record<string, unknown> {
  const { theme, overlay, header, startScreen, ...rest } = data as Record<string, Record<string, unknown> | undefined>;
  if (typeof theme === 'string') return { ...flatten({ ...rest, overlay, header, startScreen }), theme };
  const { offset, width, height, ...placed } = overlay ?? {};
  const { x, y } = (offset ?? {}) as Record<string, unknown>;
  const flat = {
    ...rest,
    ...theme,
    ...placed,
    ...startScreen,
    ...(header?.['title'] === undefined ? {} : { heading: header['title'] }),
    ...(x === undefined ? {} : { offsetX: x }),
    ...(y === undefined ? {} : { offsetY: y }),
    ...(width === undefined ? {} : { panelWidth: width }),
    ...(height === undefined ? {} : { panelHeight: height }),
  };
  return flat;
}

const pathsOf = (data: Record<string, unknown>): string[] =>
  Object.entries(data).flatMap(([name, value]) =>
    ['dark', 'typography', 'strings'].includes(name) && typeof value === 'object' && value !== null
      ? Object.keys(value).map((inner) => `${name}.${inner}`)
      : [name],
  );
