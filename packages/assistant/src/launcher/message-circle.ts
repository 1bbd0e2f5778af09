/** The launcher's icon: of Lucide 1.62 (ISC licence, https://lucide.dev), as the paths inside a 24 × 24 box. */
export const messageCircle = [
  'M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719',
] as const;
