import { EncryptJWT, jwtDecrypt } from 'jose';
import { RequestError } from '../errors.ts';

/** What somebody with a link may do, to one file of one person. */
export interface Grant {
  purpose: 'upload' | 'read';
  userId: string;
  attachmentId: string;
}

/** The shortest secret that is not worth guessing at. */
const SECRET_LENGTH = 32;

export interface Links {
  /** The address for a grant, good for so long. */
  make(grant: Grant, lifetimeMs: number): Promise<string>;
  /** @throws {RequestError} `link-invalid` where it was not made here, or is over. */
  open(token: string, purpose: Grant['purpose']): Promise<Grant>;
}

/**
 * Addresses that are permissions: images and uploads of a frame carry no headers that say who asks. They are encrypted
 * and not only signed, because a user's id may be an e-mail address, and addresses end up in logs.
 *
 * @throws {TypeError} where the secret is too short, or the address none by http or https.
 */
export function createLinks({ url, secret }: { url: string; secret: string }, now: () => number): Links {
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    throw new TypeError(
      `attachments.url: expected the whole address that chat.attachments is mounted at, got "${url}".`,
    );
  }
  if (secret.length < SECRET_LENGTH) {
    throw new TypeError(
      `attachments.secret: expected at least ${SECRET_LENGTH} characters, got ${secret.length}. Make one with: openssl rand -base64 32`,
    );
  }
  const key = crypto.subtle
    .digest('SHA-256', new TextEncoder().encode(`kb-assistant attachments ${secret}`))
    .then((bytes) => new Uint8Array(bytes));

  return {
    async make({ purpose, userId, attachmentId }, lifetimeMs) {
      const token = await new EncryptJWT({})
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience(purpose)
        .setSubject(userId)
        .setJti(attachmentId)
        .setExpirationTime(new Date(now() + lifetimeMs))
        .encrypt(await key);
      const link = new URL(url);
      link.searchParams.set('token', token);
      return link.href;
    },

    async open(token, purpose) {
      try {
        const { payload } = await jwtDecrypt(token, await key, {
          audience: purpose,
          requiredClaims: ['exp', 'sub', 'jti'],
          currentDate: new Date(now()),
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        });
        return { purpose, userId: payload.sub!, attachmentId: payload.jti! };
      } catch {
        throw new RequestError(
          'link-invalid',
          'The link has run out, or is none of this server. Load the thread again.',
        );
      }
    },
  };
}
