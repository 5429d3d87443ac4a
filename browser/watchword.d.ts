/** What both sides may say. */
export interface FreshOptions {
  /** A token that is there already, such as one that the server wrote into the page. Anything else counts as none. */
  initial?: string | null;
  /**
   * Claims that a later token must repeat, besides those that name issuer, audience, subject, tenant, user, customer and
   * widget (`iss`, `aud`, `sub`, `tenant`, `userId`, `user_id`, `external_id`, `customerId`, `widgetId`,
   * `unverified_user`).
   */
  claims?: readonly string[];
  /** Origins that `fetch` may send the token to, besides the page's own. */
  apis?: readonly string[];
}

/** What the function of a page may give: the token, an object that has it, or the answer of the server that issues it. */
export type TokenSource = string | { token: string } | Response;

export interface PageOptions extends FreshOptions {
  /**
   * Asks the server of the page for a new token; called at once, and whenever one is needed. The body of a `Response` is the
   * token or JSON with a member `token`. Its `Retry-After` is kept (an hour at most), and its status 403 ends everything.
   * An error may have `status`, and `retryAfter` in milliseconds, to the same effect.
   */
  token: () => TokenSource | Promise<TokenSource>;
  /**
   * What the token is for, where the page has several for one origin, or of its own. Tabs share the tokens of one origin and
   * one name; unset: those without a name.
   */
  name?: string;
}

export interface FramedPageOptions extends PageOptions {
  /** The exact origin of what the frame shows, such as `https://inbox.example`. */
  origin: string;
}

export interface FrameOptions extends FreshOptions {
  /** The exact origin of the page that embeds this frame, such as `https://app.example`. */
  origin: string;
}

/** Why a token was not taken: it is no JWT, is of another owner or kind, or does not end later. */
export type Objection = 'unreadable' | 'different' | 'not later' | 'too late';

export interface FreshError extends Error {
  /** The status of the server's answer. */
  status?: number;
  /** In milliseconds. */
  retryAfter?: number;
  reason?: Objection;
}

export interface FreshEvents {
  /** There is a new token; `expiresAt` is its `exp`. */
  token: CustomEvent<{ token: string; expiresAt: number }>;
  /** An attempt has failed, and the next is `retryIn` milliseconds away. */
  failed: CustomEvent<{ error: FreshError; retryIn: number }>;
  /** The page has offered a token to this frame that may not follow the one in force. */
  refused: CustomEvent<{ reason: Objection }>;
  /** The end: by `stop()`, or after a 403 or the token of another user, which `error` tells. */
  stopped: CustomEvent<{ error: FreshError | null }>;
}

export interface FreshToken extends EventTarget {
  /** The token in force, which may be over; null before the first. */
  readonly token: string | null;
  /** Its `exp`: seconds since 1970 by the clock of the server, `Infinity` without one. */
  readonly expiresAt: number | null;
  /** A token that is not over; renews it first where it is. */
  get(): Promise<string>;
  /** A new token, or one that is not five seconds old. Rejects between a failure and the next attempt. */
  refresh(): Promise<string>;
  /**
   * Calls the page's own server, or one of `apis`, with `Authorization: Bearer`. After a 401 the token is renewed and the
   * call repeated, once; not if the token is less than five seconds old. Any other answer is returned as it is.
   */
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
  /** Ends renewal for good. */
  stop(): void;

  addEventListener<K extends keyof FreshEvents>(
    type: K, listener: (event: FreshEvents[K]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(
    type: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | AddEventListenerOptions): void;
}

/** In the page. */
export interface PageToken extends FreshToken {
  /**
   * Gives the token to one more frame, now and whenever there is a new one, and answers it when it asks. The frame may be
   * loaded later or anew. It is given nothing after the end of renewal.
   *
   * @param origin the exact origin of what the frame shows
   * @returns ends this for the one frame, as where the page takes it away
   * @throws TypeError where the origin is not exact
   */
  supply(iframe: HTMLIFrameElement, origin: string): () => void;
}

/** Posted by the frame to the page that embeds it. */
export interface TokenExpiring {
  type: 'token_expiring';
  /** The `exp` of the frame's token; null where it has none. Other vendors' frames may leave it out. */
  expires_at?: number | null;
}

/** Posted by the page to the frame. */
export interface UpdateToken {
  type: 'update_token';
  token: string;
}

/**
 * In the page: keeps the token of a frame fresh. It is renewed after 70 to 80 % of its life, but not within five seconds of
 * the last; also when the frame says `token_expiring`. Of several tabs one renews. A hidden page waits until it is seen.
 * After a failure it waits 5, 10, 20 ... up to 300 seconds and up to a quarter more, or as long as `Retry-After` says.
 *
 * @throws TypeError where the origin is not exact
 */
export function keepFresh(iframe: HTMLIFrameElement, options: FramedPageOptions): PageToken;
/** In a page without a frame: keeps the page's own token fresh. Frames may be supplied later. */
export function keepFresh(iframe: null, options: PageOptions): PageToken;

/**
 * In the frame: takes the tokens that the page posts, and asks for one where there is none, where `fetch` or `get` needs one,
 * and a minute (or a fifth of the life, where that is less) before the end.
 *
 * @throws TypeError where the origin is not exact
 */
export function stayFresh(options: FrameOptions): FreshToken;
