// Any claims, signed or forged; and the checks that the server makes of them, one by one.

import { ask, call, laidOut, mint, programs } from './calls.js';
import { element, made } from './dom.js';

const TARGETS = [
  { path: '/api/echo', what: 'by the servlet filter' },
  { path: '/rest/echo', what: 'by the JAX-RS filter' },
  { path: '/api/orders', what: 'wants the scope orders:read' },
  { path: '/once/echo', what: 'takes a token once, with a jti' },
  { path: '/inbox', what: 'takes widget tokens' },
  { path: '/auth-test', what: 'as Freshworks apps call it', method: 'POST', header: 'auth' },
];

const A_QUARTER = 900;
const now = () => Math.floor(Date.now() / 1000);

const STARTS = {
  good: () => ({ sub: 'alice', exp: now() + A_QUARTER }),
  scope: () => ({ sub: 'alice', scope: 'orders:read', jti: crypto.randomUUID(), exp: now() + A_QUARTER }),
  expired: () => ({ sub: 'alice', iat: now() - 7200, exp: now() - 3600 }),
  early: () => ({ sub: 'alice', nbf: now() + 3600, exp: now() + 7200 }),
  endless: () => ({ sub: 'alice' }),
  nameless: () => ({ sub: 7, exp: now() + A_QUARTER }),
};

const base64url = (text) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const token = () => element('bench-token').value.replaceAll(/\s/g, '');
const target = () => TARGETS[element('bench-target').selectedIndex];

function claims() {
  const read = JSON.parse(element('bench-claims').value);
  if (read === null || typeof read !== 'object' || Array.isArray(read)) throw new SyntaxError('Claims are a JSON object.');
  return read;
}

function problem(failed) {
  const isJson = failed instanceof SyntaxError;
  element('bench-problem').textContent = isJson ? `The claims are no JSON object: ${failed.message}` : failed?.message ?? '';
  element('bench-claims').toggleAttribute('aria-invalid', isJson);
}

/** Runs an action; what goes wrong stands on the page. */
const tried = (action) => async (event) => {
  try {
    problem(null);
    await action(event);
  } catch (failed) {
    problem(failed);
  }
};

function step(check) {
  const item = made('li', check.passed ? 'in' : 'out', '');
  item.append(
    made('span', 'mark', check.passed ? 'ok' : 'stop'),
    made('b', '', check.check),
    made('span', 'got', check.passed ? check.got : `expected ${check.expected}; got ${check.got}`),
  );
  return item;
}

function verdict(explained, result) {
  const shown = element('bench-verdict');
  if (!explained.admitted) {
    shown.replaceChildren(made('strong', 'out', explained.reason), explained.detail);
  } else if (result.status < 300) {
    shown.replaceChildren(made('strong', 'in', 'admitted'), `as ${explained.caller}, by key ${explained.key}`);
  } else {
    shown.replaceChildren(
      made('strong', 'out', result.known.reason ?? `HTTP ${result.status}`),
      `The token is good: ${explained.caller}. ${result.known.detail ?? ''}`,
    );
  }
}

async function send() {
  const { path, method = 'GET', header = 'Authorization' } = target();
  const sent = token();
  if (/[^\x21-\x7e]/.test(sent)) throw new Error('No header can carry this: a token is made of ASCII letters.');
  const value = header === 'Authorization' ? `Bearer ${sent}` : sent;
  const result = await call(path, { method, headers: { [header]: value } });
  const explained = await ask('/explain', { token: sent });
  element('bench-answer').textContent = laidOut(result);
  const failed = explained.steps.filter((check) => !check.passed);
  element('bench-failed').replaceChildren(...failed.map(step));
  element('bench-hints').replaceChildren(...explained.hints.map((hint) => made('li', '', hint.sentence)));
  element('bench-steps').replaceChildren(...explained.steps.map(step));
  element('bench-count').textContent = `All checks: ${explained.steps.length - failed.length} passed, ${failed.length} failed`;
  element('bench-all').hidden = false;
  verdict(explained, result);
}

async function sign() {
  element('bench-token').value = await mint({ claims: claims(), kind: element('bench-kind').value });
  await send();
}

/** What everybody can do who has seen a token: other claims, under the MAC of the old ones. */
async function forge() {
  const parts = token().split('.');
  if (parts.length !== 3) throw new Error('Sign a token first: a forger starts from one.');
  element('bench-token').value = [parts[0], base64url(JSON.stringify(claims())), parts[2]].join('.');
  await send();
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

async function flip(part) {
  const parts = token().split('.');
  const text = parts[part];
  if (!text) throw new Error('The token has no such part.');
  const at = Math.floor(Math.random() * (text.length - 1)); // the last letter may have bits that count for nothing
  const other = ALPHABET[Math.max(0, ALPHABET.indexOf(text[at])) ^ (1 << Math.floor(Math.random() * 6))];
  parts[part] = text.slice(0, at) + other + text.slice(at + 1);
  element('bench-token').value = parts.join('.');
  await send();
}

async function copy(kind) {
  const { path, method, header } = target();
  const url = location.origin + path;
  await navigator.clipboard.writeText(programs({ url, token: token(), claims: claims(), method, header })[kind]);
  element('bench-copied').textContent = 'Copied.';
}

function start() {
  element('bench-claims').value = JSON.stringify(STARTS[element('bench-start').value](), null, 2);
}

element('bench-target').replaceChildren(
  ...TARGETS.map(({ path, what, method = 'GET' }) => made('option', '', `${method} ${path}: ${what}`)),
);
element('bench-start').addEventListener('change', start);
element('bench-sign').addEventListener('click', tried(sign));
element('bench-forge').addEventListener('click', tried(forge));
element('bench-send').addEventListener('click', tried(send));
for (const button of document.querySelectorAll('#workbench [data-part]')) {
  button.addEventListener('click', tried(() => flip(Number(button.dataset.part))));
}
for (const button of document.querySelectorAll('#workbench [data-copy]')) {
  button.addEventListener('click', tried(() => copy(button.dataset.copy)));
}
element('bench-all').open = matchMedia('(min-width: 60rem)').matches;
start();
