// Fresh tokens for a page and its frame: see watchword.d.ts. Signatures are the server's task.

const SECOND = 1000;
const FLOOR = 5 * SECOND; // between two attempts at least
const CEILING = 300 * SECOND; // at most, unless Retry-After says more
const HOUR = 3600 * SECOND;
const PATIENCE = 30 * SECOND; // with one attempt
const GLANCE = 30 * SECOND; // at the clock: timers stop while a computer sleeps
const HANDOVER = 100; // the other tabs get a token before the lock
const UNKNOWN_LIFE = 60 * SECOND;

/** Claims that say whose token it is. */
const OWNER = ['iss', 'aud', 'sub', 'tenant', 'userId', 'user_id', 'external_id', 'customerId', 'widgetId', 'unverified_user'];

const failure = (message, more) => Object.assign(new Error(message), more);
const ignore = () => {};
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const late = async () => { await pause(PATIENCE); throw failure('no token in time'); };
const inTime = (promise) => Promise.race([promise, late()]);

/** The faster clock counts: one may stop in sleep, the other be set back. */
function stopwatch() {
  const ticks = performance.now();
  const date = Date.now();
  return () => Math.max(performance.now() - ticks, Date.now() - date);
}

function json(part) {
  const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}

/** As the server tells kinds apart: no typ, JWT and at+jwt are one. */
const kindOf = (typ = 'jwt') => typ.toLowerCase().replace(/^application\//, '').replace('at+jwt', 'jwt');

/** What a token says of itself; null where that cannot be read. */
function read(text) {
  try {
    if (typeof text !== 'string' || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return null;
    const [{ typ }, claims] = text.split('.', 2).map(json);
    const { exp = Infinity } = claims;
    return typeof exp === 'number' ? { text, kind: kindOf(typ), claims, exp } : null;
  } catch {
    return null;
  }
}

/** Why one token may not take the place of another. */
function objection(next, last, claims = []) {
  if (!next) return 'unreadable';
  if (!last) return null;
  const differs = (claim) => JSON.stringify(next.claims[claim]) !== JSON.stringify(last.claims[claim]);
  if (next.kind !== last.kind || [...OWNER, ...claims].some(differs)) return 'different';
  return next.exp > last.exp ? null : 'not later';
}

/** A token is new when it comes, unless a clock makes it a little older. */
function datesOf({ exp, claims }) {
  const now = Date.now() / SECOND;
  const start = claims.iat ?? claims.nbf ?? now;
  const life = (exp - start) * SECOND;
  if (!(life > 0)) return { life: UNKNOWN_LIFE, age: 0, old: true };
  const age = Math.max(0, now - start) * SECOND;
  const old = age >= life / 2;
  return { life, age: old ? 0 : age, old };
}

function retryAfter(headers) {
  const value = headers.get('Retry-After') ?? '';
  const time = value.endsWith('GMT') ? Date.parse(value) - Date.now() : value * SECOND;
  return Math.min(time, HOUR) || 0;
}

async function fetched(token) {
  const given = await token();
  if (typeof given?.text !== 'function') return given?.token ?? given;
  const { ok, status, headers } = given;
  if (!ok) throw failure(`no token: status ${status}`, { status, retryAfter: retryAfter(headers) });
  const text = (await given.text()).trim();
  return text.startsWith('{') ? JSON.parse(text).token : text;
}

function exactOrigin(origin) {
  if (/^https?:[^*]+$/.test(origin) && new URL(origin).origin === origin) return origin;
  throw new TypeError(`origin must be like https://app.example, not ${origin}`);
}

class FreshToken extends EventTarget {
  #options;
  #delay; // from the life of a token to when it is renewed
  #renew;
  #token = null;
  #isLive = () => false;
  #since = stopwatch(); // the last token or failure
  #wait = 0; // until the next renewal
  #hold = 0; // until one is allowed
  #error = null;
  #failures = 0;
  #flight = null;
  #timer;
  #end = new AbortController();

  constructor(options, delay, renew) {
    super();
    this.#options = options;
    this.#delay = delay;
    this.#renew = renew;
  }

  get token() {
    return this.#token?.text ?? null;
  }

  get expiresAt() {
    return this.#token?.exp ?? null;
  }

  async get() {
    return this.#isLive() ? this.token : this.refresh();
  }

  async refresh() {
    if (this.#isOver) throw this.#error ?? failure('stopped');
    if (this.#since() < this.#hold) {
      if (this.#error) throw this.#error;
      return this.token;
    }
    this.#flight ??= this.#attempt().finally(() => {
      this.#flight = null;
      this.#arm();
    });
    return this.#flight;
  }

  async fetch(input, init) {
    const request = new Request(input, init);
    const { origin } = new URL(request.url);
    if (![location.origin, ...this.#options.apis ?? []].includes(origin)) {
      throw new TypeError(`apis does not list ${origin}`);
    }
    const token = await this.get();
    const response = await this.#send(request.clone(), token);
    if (response.status !== 401) return response;
    if (token === this.token) await this.refresh().catch(ignore);
    return token === this.token ? response : this.#send(request, this.token);
  }

  #send(request, token) {
    request.headers.set('Authorization', `Bearer ${token}`);
    return fetch(request);
  }

  stop() {
    if (this.#isOver) return;
    this.#end.abort();
    this._tell('stopped', { error: this.#error });
  }

  supply(iframe, origin) {
    const isOther = exactOrigin(origin) !== location.origin;
    const send = () => {
      if (!this.token || (isOther && iframe.contentDocument)) return; // which is not loaded yet
      iframe.contentWindow?.postMessage({ type: 'update_token', token: this.token }, origin);
    };
    const ends = [
      this._listen(this, 'token', send),
      this._listen(iframe, 'load', send),
      this._hear(() => iframe.contentWindow, origin, 'token_expiring', async ({ expires_at: end }) => {
        const before = this.token;
        const token = await (this.expiresAt > end ? this.get() : this.refresh()).catch(ignore);
        if (token && token === before) send(); // the frame was loaded anew, or missed it
      }),
    ];
    if (!this.#isOver) send();
    return () => ends.forEach((end) => end());
  }

  get #isOver() {
    return this.#end.signal.aborted;
  }

  _start() {
    for (const type of ['online', 'pageshow', 'visibilitychange']) this._listen(window, type, () => this.#look());
    const initial = read(this.#options.initial);
    if (initial) this.#keep(initial);
    this.#hold = 0;
    if (initial && datesOf(initial).old) this.#wait = 0; // as after a reload
    this.#look();
    return this;
  }

  _listen(target, type, listener) {
    target.addEventListener(type, listener, { signal: this.#end.signal });
    return () => target.removeEventListener(type, listener);
  }

  _hear(source, origin, type, listener) {
    return this._listen(window, 'message', (event) => {
      const isTheirs = event.source && event.source === source() && event.origin === origin;
      if (isTheirs && event.data?.type === type) listener(event.data);
    });
  }

  _tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Takes a token if it may follow; else says why not. */
  _accept(text) {
    const next = read(text);
    const why = this.#isOver ? 'too late' : objection(next, this.#token, this.#options.claims);
    if (why) return why;
    this.#keep(next);
    this.#arm();
    this._tell('token', { token: text, expiresAt: next.exp });
    return null;
  }

  #keep(token) {
    const { life, age } = datesOf(token);
    const since = stopwatch();
    this.#token = token;
    this.#isLive = () => age + since() < life;
    this.#since = since;
    this.#hold = FLOOR;
    this.#wait = Math.max(FLOOR, this.#delay(life) - age);
    this.#error = null;
    this.#failures = 0;
  }

  async #attempt() {
    const before = this.#token;
    try {
      await inTime(this.#renew());
    } catch (error) {
      if (this.#isOver) throw error;
      if (this.#token === before) this.#fail(error ?? failure('no token'));
    }
    if (this.#error) throw this.#error;
    return this.token;
  }

  #fail(error) {
    const backOff = Math.min(FLOOR * 2 ** this.#failures++, CEILING);
    this.#error = error;
    this.#since = stopwatch();
    this.#wait = this.#hold = Math.max(backOff, +error.retryAfter || 0) * (1 + Math.random() / 4);
    this._tell('failed', { error, retryIn: this.#hold });
    if (error.status === 403 || error.reason === 'different') this.stop();
  }

  #arm(left = this.#wait - this.#since()) {
    clearTimeout(this.#timer);
    if (this.#isOver) return;
    this.#timer = setTimeout(() => this.#look(), Math.ceil(Math.min(left, GLANCE)));
  }

  /** A hidden page waits until it is seen or asked, one without a network until it has one. */
  #look() {
    const isIdle = document.hidden || navigator.onLine === false;
    const left = isIdle ? GLANCE : this.#wait - this.#since();
    if (left <= 0) this.refresh().catch(ignore);
    this.#arm(left > 0 ? left : GLANCE);
  }
}

/** In one tab at a time, where the browser can. */
function alone(name, work) {
  return new Promise((resolve, reject) => {
    const held = () => work().then(resolve, reject).then(() => pause(HANDOVER));
    if (navigator.locks) navigator.locks.request(name, held).catch(held); // refused in a sandbox
    else held();
  });
}

export function keepFresh(iframe, options) {
  const origin = iframe ? exactOrigin(options.origin) : location.origin;
  const name = `watchword ${origin} ${options.name ?? ''}`;

  const renew = () => {
    const before = fresh.token;
    return alone(name, async () => {
      if (fresh.token !== before) return; // another tab was first
      const token = await inTime(fetched(options.token));
      const reason = fresh._accept(token);
      if (reason) throw failure(`the new token is ${reason}`, { reason });
      tabs?.postMessage(token);
    });
  };
  const delay = (life) => life * (0.7 + Math.random() / 10); // not all pages at once
  const fresh = new FreshToken(options, delay, renew);
  const tabs = globalThis.BroadcastChannel && new BroadcastChannel(name);
  if (tabs) tabs.onmessage = ({ data }) => fresh.token && fresh._accept(data);
  fresh.addEventListener('stopped', () => tabs?.close());
  if (iframe) fresh.supply(iframe, origin);
  return fresh._start();
}

export function stayFresh(options) {
  const origin = exactOrigin(options.origin);
  const renew = () => new Promise((resolve) => {
    fresh.addEventListener('token', resolve, { once: true });
    parent.postMessage({ type: 'token_expiring', expires_at: fresh.expiresAt }, origin);
  });
  const delay = (life) => life - Math.min(60 * SECOND, life / 5); // later than the page by itself
  const fresh = new FreshToken(options, delay, renew);
  fresh._hear(() => parent, origin, 'update_token', ({ token }) => {
    const reason = token === fresh.token ? null : fresh._accept(token);
    if (reason) fresh._tell('refused', { reason });
  });
  return fresh._start();
}
