/** What somebody does on purpose. To have moved the mouse, or scrolled, is no deed. */
const DEEDS = /^(click|key|pointerup|mouseup|touchend|submit|change)/;

/**
 * Whether the page is answering a deed of somebody at this very moment. That there was one in the last seconds, as
 * `navigator.userActivation` tells, says nothing of what it was meant for.
 */
export const inDeed = (): boolean => {
  const { event } = globalThis;
  return event !== undefined && event.isTrusted && DEEDS.test(event.type);
};
