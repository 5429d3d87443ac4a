// What the tests need of a browser: pages with clocks, windows, locks and channels of their own, and time that we move.
import { readFileSync } from 'node:fs';
import { mock } from 'node:test';
import vm from 'node:vm';

const text = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8').replaceAll(/^export |^import .*/gm, '');
const identify = `(() => { ${text('watchword-identify.js')} return identify; })()`;
const script = new vm.Script(`${text('watchword.js')}\n({ keepFresh, stayFresh, identify: ${identify} });`);

export const HOST = 'https://app.example';
export const WIDGET = 'https://inbox.example';
export const START = Date.parse('2026-07-01T12:00:00Z');
export const MINUTE = 60_000;

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
let slept = 0;

/** The true time. */
export const now = () => Date.now() + slept;

export const seconds = (date) => Math.floor(date / 1000);

/** A token as the server issues it now; its third part is never looked at. */
export function token(claims = {}, header = { typ: 'widget+jwt' }, life = 900) {
  const iat = seconds(now());
  return `${part({ alg: 'HS256', ...header })}.${part({ iss: 'acme', sub: 'alice', iat, exp: iat + life, ...claims })}.c2ln`;
}

/** All pages of a test, and their time. */
export class World {
  #locks = new Map();
  #channels = new Set();
  random = 0.5;

  constructor() {
    slept = 0;
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: START });
  }

  close() {
    mock.timers.reset();
  }

  /** Lets time pass in small steps, so that promises have their turn between. */
  async pass(time) {
    const step = time > MINUTE ? 500 : 50;
    for (let left = time; left > 0; left -= step) {
      mock.timers.tick(Math.min(left, step));
      await settle();
    }
    await settle();
  }

  /** The date moves on, timers and the monotonic clock stand still. */
  sleep(time) {
    slept += time;
  }

  page({ origin = HOST, skew = 0, locks = true, channels = true, fetch, parent } = {}) {
    const events = new EventTarget();
    const world = this;
    const started = Date.now();
    const page = { events, skew, lags: [], random: null, document: { hidden: false }, navigator: { onLine: true } };
    if (locks) page.navigator.locks = locks === true ? { request: (...args) => this.#request(...args) } : locks;
    let lag = 0;
    const DateOfPage = class extends Date {
      static now = () => now() + page.skew - lag;
    };
    const ticks = () => {
      lag = page.lags.shift() ?? 0; // one for each time that the clocks are read
      return Date.now() - started - lag;
    };
    const globals = {
      EventTarget, CustomEvent, AbortController, TextDecoder, URL, Request: requestOf(origin), atob, fetch, parent,
      Date: DateOfPage, performance: { now: ticks },
      setTimeout: (...args) => setTimeout(...args), clearTimeout: (id) => clearTimeout(id),
      addEventListener: events.addEventListener.bind(events),
      removeEventListener: events.removeEventListener.bind(events),
      document: page.document, navigator: page.navigator, location: new URL(origin),
      BroadcastChannel: channels ? this.#channelClass(origin) : undefined,
    };
    globals.window = globals;
    const context = vm.createContext(globals);
    vm.runInContext('Math', context).random = () => world.random;
    Object.assign(page, script.runInContext(context));
    page.window = { postMessage() {} };
    page.see = (hidden) => {
      page.document.hidden = hidden;
      events.dispatchEvent(new Event('visibilitychange'));
    };
    page.connect = (onLine) => {
      page.navigator.onLine = onLine;
      if (onLine) events.dispatchEvent(new Event('online'));
    };
    page.receive = (data, from, source) =>
      events.dispatchEvent(Object.assign(new Event('message'), { data, origin: from, source }));
    return page;
  }

  async #request(name, work) {
    const before = this.#locks.get(name) ?? Promise.resolve();
    const mine = before.then(work);
    this.#locks.set(name, mine.catch(() => {}));
    return mine;
  }

  #channelClass(origin) {
    const all = this.#channels;
    return class {
      constructor(name) {
        this.key = `${origin} ${name}`;
        all.add(this);
      }

      postMessage(data) {
        const others = [...all].filter((each) => each !== this && each.key === this.key);
        queueMicrotask(() => others.forEach((each) => each.onmessage?.({ data })));
      }

      close() {
        all.delete(this);
      }
    };
  }
}

const requestOf = (origin) => class extends Request {
  constructor(input, init) {
    super(typeof input === 'string' ? new URL(input, origin) : input, init);
  }
};

export async function settle() {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** An iframe element and what its window was sent. */
export function frame({ blank = false } = {}) {
  const element = new EventTarget();
  element.contentDocument = blank ? {} : null;
  element.sent = [];
  element.contentWindow = { postMessage: (data, target) => element.sent.push({ data: structuredClone(data), target }) };
  return element;
}

/** A window that embeds, and what it was sent. */
export function embedder() {
  const sent = [];
  return { sent, postMessage: (data, target) => sent.push({ data: structuredClone(data), target }) };
}

/** The names and details of all that a token tells. */
export function told(fresh) {
  const events = [];
  for (const type of ['token', 'failed', 'refused', 'stopped']) {
    fresh.addEventListener(type, ({ detail }) => events.push({ type, ...detail }));
  }
  return events;
}

/** A source of new tokens that counts. */
export function issuer(make = () => token()) {
  const issue = async () => {
    issue.calls.push(Date.now());
    return make(issue.calls.length);
  };
  issue.calls = [];
  return issue;
}
