/** The icons of our own controls, by their Lucide names. */
export const UI_ICONS = [
  'arrow-down',
  'arrow-left',
  'arrow-up',
  'check',
  'chevron-down',
  'circle-alert',
  'copy',
  'globe',
  'history',
  'info',
  'message-circle',
  'paperclip',
  'pencil',
  'rotate-ccw',
  'sparkles',
  'square',
  'square-pen',
  'text-quote',
  'thumbs-down',
  'thumbs-up',
  'trash-2',
  'triangle-alert',
  'x',
] as const;

export type UiIcon = (typeof UI_ICONS)[number];
