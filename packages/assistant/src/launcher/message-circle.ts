/**
 * The launcher's icon: of Lucide 1.62 (ISC licence, https://lucide.dev), its line as the shape that it fills in a box of
 * 24 × 24 px. A shape of a style sheet and no drawing: the prototypes of SVG alone weigh 30 kB in the memory of a page.
 */
export const messageCircle =
  'M2.08 16.74a1 1 0 0 1 .04 .51l-1.07 3.29a2 2 0 0 0 2.48 2.39l3.38-.99a1 1 0 0 1 .47 .04a11 11 0 1 0 -5.3-5.24zM3.91 15.94a3 3 0 0 1 .14 1.83l-1.06 3.28l3.44-1.05a3 3 0 0 1 1.73 .14a9 9 0 1 0 -4.25-4.2z';
