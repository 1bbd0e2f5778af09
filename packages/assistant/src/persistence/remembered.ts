import { storagePrefix } from './keys.ts';

/**
 * Whether an assistant has written anything down on a page before this one: an open panel that comes back, a
 * conversation that goes on in other tabs, or what somebody has left who is not here any more and must be forgotten.
 * Who has is not kept waiting until somebody comes near the launcher.
 *
 * To open a storage costs a page a third of what the launcher does. The one that tabs share is opened on the second
 * page of a visit, and when somebody comes back to this tab: nobody who comes from elsewhere has left a conversation
 * under way here.
 *
 * @param everywhere whether to look also into what tabs share. Default: for who comes from a page of this site.
 */
export function isRemembered(
  id: string,
  server: string,
  everywhere = document.referrer.startsWith(location.origin),
): boolean {
  const prefix = storagePrefix(id, server);
  try {
    return [sessionStorage, everywhere ? localStorage : {}].flatMap(Object.keys).some((key) => key.startsWith(prefix));
  } catch {
    // Closed to us, and so empty.
    return false;
  }
}
