// The demo's page. It asks the server what really happened, and draws that.

import { bearer, call, laidOut, mint, programs, withLetterChanged } from './console/calls.js';
import { element, made } from './console/dom.js';

const FLOOD_CALLS = 200;
const FLOOD_AT_ONCE = 20;

const url = `${location.origin}/api/echo`;

let token = '';
let changed = -1;

const alice = (seconds) => mint({ sub: 'alice', seconds });

const runs = async () => (await (await fetch('/runs')).json()).runs;

const echo = (token) => call(url, token ? bearer(token) : {});

async function fourCalls() {
  const good = await alice(900);
  const expired = await alice(-3600);
  const sent = [
    ['No token', null],
    ['A good token', good],
    ['One letter changed', withLetterChanged(good, good.indexOf('.') + 6)],
    ['An expired one', expired],
  ];
  const before = await runs();
  const list = element('calls');
  for (const [what, bearerToken] of sent) {
    const result = await echo(bearerToken);
    const item = made('li', result.status === 200 ? 'in' : '', '');
    const code = result.body.code ?? `hello, ${result.body.caller ?? 'stranger'}`;
    item.append(
      made('span', 'sent', what),
      made('span', 'status', result.status),
      made('code', 'code', code),
    );
    list.append(item);
  }
  const ran = (await runs()) - before;
  const times = ran === 1 ? 'once' : `${ran} times`;
  if (ran === sent.length) {
    element('lead').textContent = 'Nothing is refused yet (watchword.enforce.from, watchword.insecure). The log has what would be.';
  }
  element('headline').textContent = `${sent.length} calls arrived. Your code ran ${times}.`;
  return good;
}

function drawToken() {
  const parts = ['header', 'payload', 'mac'];
  let part = 0;
  const letters = [...token].map((letter, at) => {
    if (letter === '.') {
      part += 1;
      return document.createTextNode('.');
    }
    const span = made('span', parts[part] + (at === changed ? ' changed' : ''), letter);
    span.dataset.at = at;
    return span;
  });
  element('token').replaceChildren(...letters);
}

async function show() {
  drawToken();
  const result = await echo(token);
  element('answer').textContent = laidOut(result);
  const reason = element('reason');
  if (result.status === 200 && result.body.caller === null) {
    reason.replaceChildren(made('strong', '', 'let through'), 'It would be refused, but nothing is refused yet.');
  } else if (result.status === 200) {
    reason.replaceChildren(made('strong', '', 'valid'), `It speaks for ${result.body.caller}.`);
  } else {
    reason.replaceChildren(made('strong', '', result.known.reason ?? '?'), result.known.detail ?? '');
  }
}

function change(at) {
  token = withLetterChanged(token, at);
  changed = at;
  return show();
}

async function fresh() {
  token = await alice(900);
  changed = -1;
  await show();
}

async function copy(kind) {
  await navigator.clipboard.writeText(programs({ url, token })[kind]);
  element('copied').textContent = 'Copied.';
}

async function flood() {
  element('flood').disabled = true;
  const counts = {};
  let wait = 0;
  let left = FLOOD_CALLS;
  const sender = async () => {
    while (left-- > 0) {
      const answer = await fetch('/public/ping');
      counts[answer.status] = (counts[answer.status] ?? 0) + 1;
      wait = Math.max(wait, Number(answer.headers.get('Retry-After') ?? 0));
    }
  };
  await Promise.all(Array.from({ length: FLOOD_AT_ONCE }, sender));
  const passed = counts[200] ?? 0;
  const bar = element('bar');
  bar.replaceChildren(made('div', 'in', ''), made('div', 'out', ''));
  bar.firstChild.style.flexGrow = passed;
  bar.lastChild.style.flexGrow = FLOOD_CALLS - passed;
  const limited = counts[429] ? `${counts[429]} got 429 with Retry-After: ${wait}` : 'none was slowed';
  const text = `${passed} were answered, ${limited}.`;
  bar.setAttribute('aria-label', text);
  element('flooded').textContent = text;
  element('flood').disabled = false;
}

element('token').addEventListener('click', (event) => {
  if (event.target.dataset.at) change(Number(event.target.dataset.at));
});
element('fresh').addEventListener('click', fresh);
element('random').addEventListener('click', () => {
  const places = [...token].keys();
  const letters = [...places].filter((at) => token[at] !== '.');
  change(letters[Math.floor(Math.random() * letters.length)]);
});
element('flood').addEventListener('click', flood);
for (const button of document.querySelectorAll('#try [data-copy]')) {
  button.addEventListener('click', () => copy(button.dataset.copy));
}

try {
  token = await fourCalls();
  await show();
} catch (problem) {
  element('headline').textContent = 'The page could not make its calls.';
  element('reason').textContent = problem.message;
}
