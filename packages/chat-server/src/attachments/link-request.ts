/** What the address of attachments answers to. */
export const ATTACHMENT_METHODS = 'GET, POST, OPTIONS';

/** The token of a link, which says by itself who may do what. */
export const tokenOf = (request: Request): string | null => new URL(request.url).searchParams.get('token');

/** The answer to `OPTIONS` of a link: whoever has it may use it, from any page, without cookies. */
export const linkPreflight = (): Response =>
  new Response(null, {
    status: 204,
    headers: { 'Access-Control-Allow-Methods': ATTACHMENT_METHODS, 'Access-Control-Allow-Headers': '*' },
  });
