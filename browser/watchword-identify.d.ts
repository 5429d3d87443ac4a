import type { FreshError, FreshOptions, PageToken } from './watchword.js';

/**
 * What a page says of its user: the JWT of its backend, under a name that `/identify` knows (`featurebaseJwt`, `userJWT`,
 * ...), and attributes beside it. It is sent as it is, in JSON.
 */
export type Attributes = Record<string, unknown>;

/** The answer of `/identify`. */
export interface Identity {
  /** How sure this is. */
  assurance: 'signed' | 'legacy_hmac' | 'publishable' | 'insecure';
  issuer: string;
  /** The user, where something proves who it is. */
  user?: string;
  /** The user that the page names, where nothing proves it. */
  unverified_user?: string;
  /** Attributes that are signed. */
  trusted: Record<string, unknown>;
  /** Attributes that the page may set itself. */
  untrusted: Record<string, unknown>;
  /** Attributes that did not count, each with the reason in words for a developer. */
  ignored: Record<string, string>;
  /** What the vendor's server asks of the page, such as to send a token in place of a hash. */
  warning?: string;
  /** The session token; absent where the server has `watchword.identity.session=off`. */
  token?: string;
  /** How long the session token is good, in seconds. */
  expires_in?: number;
}

export interface IdentifyError extends FreshError {
  /** The `code` of the answer that refuses, such as `token_expired`. */
  code?: string;
}

export interface IdentifyOptions extends Omit<FreshOptions, 'initial'> {
  /** The address of `/identify`, relative to the page; unset: `/identify` of the page's own server. */
  url?: string | URL;
}

/** A session of the page's user: keeps its token fresh, and gives it to every frame that is supplied. */
export interface Session extends PageToken {
  /**
   * The first answer. Rejects where the first attempt is refused or fails; a later attempt may still succeed, which the
   * event `token` tells.
   */
  readonly identity: Promise<Identity>;
}

/**
 * Says once for all widgets of a page who its user is: posts the attributes to `/identify`, and again before the session token
 * ends, at the times of `keepFresh`. Of several tabs one renews. `supply` of the session gives the token to a frame.
 *
 * @param attributes an object, or a function that returns one, which is called for each renewal. The JWT in an object ends: the
 *   session is over with the first renewal that is refused. A function can get a new JWT from the page's backend; its errors
 *   count as those of `PageOptions.token` do. A 403, or an answer for another user, ends every session.
 * @param callback called once, with the first answer or with the first error
 */
export function identify(
  attributes: Attributes | (() => Attributes | Promise<Attributes>),
  callback?: ((...outcome: [error: IdentifyError, identity: undefined] | [error: null, identity: Identity]) => void) | null,
  options?: IdentifyOptions): Session;
