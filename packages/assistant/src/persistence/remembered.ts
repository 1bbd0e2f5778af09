import { storageKey, type Stored } from './keys.ts';

/**
 * Whether an assistant has written anything down on a page before this one: an open panel that comes back, a
 * conversation that goes on in other tabs, or what somebody has left who is not here any more and must be forgotten.
 * Who has is not kept waiting until somebody comes near the launcher.
 *
 * To open a storage costs a page a third of what the launcher does. The one that tabs share is opened on the second
 * page of a visit: nobody who comes from elsewhere has left a conversation under way here.
 */
export function isRemembered(id: string, server: string): boolean {
  const prefix = storageKey('' as Stored, id, server);
  try {
    const fromHere = document.referrer.startsWith(location.origin);
    return (fromHere ? [sessionStorage, localStorage] : [sessionStorage])
      .flatMap(Object.keys)
      .some((key) => key.startsWith(prefix));
  } catch {
    // Closed to us, and so empty.
    return false;
  }
}
