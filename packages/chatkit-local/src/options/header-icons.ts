import type { HeaderIcon } from '@openai/chatkit';

/** The icons that a header action may have. What is drawn for each stands with the other icons, which come later. */
export const HEADER_ICON_NAMES =
  'sidebar-left sidebar-right sidebar-open-left sidebar-open-right sidebar-open-left-alt sidebar-open-right-alt sidebar-floating-left sidebar-floating-right sidebar-floating-open-left sidebar-floating-open-right sidebar-collapse-left sidebar-collapse-right collapse-left collapse-right open-left open-right double-chevron-left double-chevron-right home home-alt back-small back-large expand-large collapse-large expand-small collapse-small star star-filled bug chat-temporary settings-cog grid dots-horizontal dots-vertical dots-horizontal-circle dots-vertical-circle menu menu-inverted hamburger history book-open compose share light-mode dark-mode close'.split(
    ' ',
  ) as HeaderIcon[];
