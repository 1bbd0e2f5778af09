/** Icons of Lucide 1.62 (ISC licence, https://lucide.dev), as the paths inside a 24 × 24 box. */
export const icons = {
  'chevron-down': ['m6 9 6 6 6-6'],
  'maximize-2': ['M15 3h6v6', 'm21 3-7 7', 'm3 21 7-7', 'M9 21H3v-6'],
  'minimize-2': ['m14 10 7-7', 'M20 10h-6V4', 'm3 21 7-7', 'M4 14h6v6'],
  x: ['M18 6 6 18', 'm6 6 12 12'],
  history: ['M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8', 'M3 3v5h5', 'M12 7v5l4 2'],
  'square-pen': [
    'M12 3H5a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2v-7',
    'M18.375 2.625a1 1 0 0 1 3 3l-9.013 9.014a2 2 0 0 1-.853.505l-2.873.84a.5.5 0 0 1-.62-.62l.84-2.873a2 2 0 0 1 .506-.852z',
  ],
} as const satisfies Record<string, readonly string[]>;

export type IconName = keyof typeof icons;
