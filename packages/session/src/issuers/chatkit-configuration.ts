import { SessionConfigError } from '../errors.ts';

/** `chatkit_configuration` of OpenAI's API. */
export interface ChatKitConfiguration {
  file_upload?: {
    enabled?: boolean;
    /** In megabytes. */
    max_file_size?: number;
    max_files?: number;
    /** What older front ends call `max_file_size`. The API does not know it by that name. */
    max_size_mb?: number;
  };
  history?: { enabled?: boolean; recent_threads?: number | null };
  automatic_thread_titling?: { enabled?: boolean };
}

/** What the API does where nothing is said; a wish is measured against it. */
const WISHES = {
  'file_upload.enabled': false,
  'file_upload.max_file_size': 512,
  'file_upload.max_files': 10,
  'history.enabled': true,
  'automatic_thread_titling.enabled': true,
} as const;

/** What a page may be allowed to wish for. */
export type Wish = keyof typeof WISHES;

const FIELDS: Record<string, readonly string[]> = {
  file_upload: ['enabled', 'max_file_size', 'max_files', 'max_size_mb'],
  history: ['enabled', 'recent_threads'],
  automatic_thread_titling: ['enabled'],
};

type Sections = Record<string, Record<string, unknown>>;

/** @throws {SessionConfigError} `invalid-option` for a field that the API does not have. */
export function checkConfiguration(configuration: ChatKitConfiguration, allow: readonly Wish[]): Sections {
  const wrong = (option: string, reason: string) => new SessionConfigError('invalid-option', option, reason);
  for (const wish of allow) {
    if (!Object.hasOwn(WISHES, wish)) {
      throw wrong('allow', `expected some of ${Object.keys(WISHES).join(', ')}; got "${wish}".`);
    }
  }
  const sections = structuredClone(configuration) as Sections;
  for (const [section, fields] of Object.entries(sections)) {
    if (!FIELDS[section]) throw wrong('configuration', `OpenAI's API has no ${section}.`);
    for (const field of Object.keys(fields)) {
      if (FIELDS[section].includes(field)) continue;
      const hint = field === 'allowed_types' ? ' Which types a page offers is an option of the page.' : '';
      throw wrong('configuration', `OpenAI's API has no ${section}.${field}.${hint}`);
    }
  }
  const upload = sections['file_upload'];
  if (upload && 'max_size_mb' in upload) {
    const { max_size_mb: size, ...others } = upload;
    sections['file_upload'] = { max_file_size: size, ...others };
  }
  return sections;
}

/** The configuration with those wishes of the page that are allowed and ask for less. */
export function withWishes(configuration: Sections, allow: readonly Wish[], body: unknown): Sections {
  const wished = fieldOf(body, 'chatkit_configuration');
  const result = structuredClone(configuration);
  for (const path of allow) {
    const [section = '', field = ''] = path.split('.');
    const from = fieldOf(wished, section);
    const wish = fieldOf(from, field) ?? (field === 'max_file_size' ? fieldOf(from, 'max_size_mb') : undefined);
    const own = configuration[section]?.[field] ?? WISHES[path];
    if (wish === false && own === true) (result[section] ??= {})[field] = false;
    if (typeof own === 'number' && Number.isInteger(wish) && (wish as number) > 0) {
      (result[section] ??= {})[field] = Math.min(own, wish as number);
    }
  }
  return result;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
