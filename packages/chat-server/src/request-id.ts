import { v7 } from 'uuid';

/** Names a request in the log: as a proxy before this server did, where that is fit to be printed; else anew. */
export const newRequestId = (given: string | null): string =>
  given !== null && /^[\w.:-]{1,128}$/.test(given) ? given : v7();
