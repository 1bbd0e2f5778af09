/** Where the focus would bring up a keyboard over the panel. */
export const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches;

/** Whether somebody is at work here, and would not get a keyboard over what they have opened. */
export const mayTakeFocus = (): boolean => !isTouch() && (navigator.userActivation?.isActive ?? true);
