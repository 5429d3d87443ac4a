// The keys in force, and their rotation: tokens of both keys are tried while it lasts.

import { ask, bearer, call, countDown, minutes, mint } from './calls.js';
import { clock, element, made } from './dom.js';

const LOOK_AGAIN = 5000;

let stop = () => {};

/** One fact of a key. Where the table is too wide, its rows are blocks, in which each fact has its label. */
function cell(label, ...content) {
  const node = made('td');
  node.setAttribute('role', 'cell');
  node.dataset.label = label;
  node.append(...content);
  return node;
}

/** A date of the server's as a time of day here. */
function time(label, instant) {
  if (!instant) return cell(label, made('span', 'quiet', '–'));
  const shown = made('time', '', clock(instant));
  shown.dateTime = instant;
  shown.title = instant;
  return cell(label, shown);
}

function row(issuer, key) {
  const cells = made('tr');
  cells.setAttribute('role', 'row');
  const name = made('th', '', `${issuer} / ${key.name}`);
  name.scope = 'row';
  name.setAttribute('role', 'rowheader');
  const isGood = key.state === 'live' || key.state === 'ending';
  const print = cell('Fingerprint', made('code', '', `***${key.fingerprint}`));
  if (key.kid) print.append(made('span', 'quiet', ` kid ${key.kid}`));
  cells.append(
    name,
    cell('State', made('span', `pill ${isGood ? 'in' : 'out'}`, key.state)),
    time('Until', key.until),
    time('Last used', key.used),
    time('From', key.from),
    print,
  );
  return cells;
}

/** Draws what the server says; its state of a rotation is given back. */
function draw(list) {
  element('keys-rows').replaceChildren(
    ...list.issuers.flatMap((issuer) => issuer.keys.map((key) => row(issuer.name, key))),
  );
  const ending = list.issuers.flatMap((issuer) => issuer.keys).find((key) => key.state === 'ending');
  element('keys-rotate').disabled = !list.rotates || ending !== undefined;
  element('keys-grace').disabled = !list.rotates;
  if (!list.rotates) {
    element('keys-why').textContent =
      'The secret is yours (WATCHWORD_SECRET or a file): rotate it where you keep it, as docs/operating.md says.';
  }
  return ending;
}

async function attempt(label, token) {
  const result = await call('/api/echo', bearer(token));
  const item = made('li', '', '');
  const isIn = result.status === 200;
  item.append(
    made('span', `pill ${isIn ? 'in' : 'out'}`, String(result.status)),
    made('span', '', label),
    made('span', 'quiet', isIn ? 'admitted' : result.known.detail ?? ''),
  );
  return item;
}

async function tryBoth(before, after) {
  element('keys-tokens').replaceChildren(
    await attempt('A token from before', before),
    await attempt('A token from after', after),
  );
}

function follow(list, ending, before, after) {
  const all = (Date.parse(ending.until) - Date.parse(list.now)) / 1000;
  element('keys-turn').hidden = false;
  element('keys-phase').textContent = 'left of the old key';
  stop();
  stop = countDown(list.now, ending.until, async (left) => {
    element('keys-left').textContent = minutes(Math.ceil(left));
    element('keys-bar').style.width = `${(100 * left) / all}%`;
    if (left === 0) {
      draw(await ask('/keys'));
      if (before) await tryBoth(before, after);
      element('keys-phase').textContent = 'left: the old key has ended';
      element('keys-told').textContent = 'The old key has ended. Its tokens are refused.';
    }
  });
}

async function rotate() {
  element('keys-rotate').disabled = true;
  try {
    const before = await mint({ sub: 'alice' });
    const list = await ask('/keys/rotate', { grace: Number(element('keys-grace').value) });
    const after = await mint({ sub: 'alice' });
    await tryBoth(before, after);
    follow(list, draw(list), before, after);
    element('keys-told').textContent = 'A new key is in force. Tokens of both are admitted until the old one ends.';
  } catch (problem) {
    element('keys-told').textContent = `Nothing was rotated: ${problem.message}.`;
    await look();
  }
}

let isFollowed = false;

async function look() {
  try {
    const list = await ask('/keys');
    const ending = draw(list);
    if (ending && !isFollowed) {
      isFollowed = true;
      follow(list, ending);
    }
  } catch (problem) {
    element('keys-rotate').disabled = true;
    element('keys-why').textContent = `Keys are shown on the machine of the demo: ${problem.message}.`;
  }
}

/** Asks again only while somebody looks. */
function lookWhileSeen() {
  let isSeen = false;
  new IntersectionObserver((entries) => {
    isSeen = entries.at(-1).isIntersecting;
    if (isSeen) look();
  }).observe(element('keys'));
  setInterval(() => {
    if (isSeen && !document.hidden) look();
  }, LOOK_AGAIN);
}

element('keys-rotate').addEventListener('click', () => {
  isFollowed = true;
  rotate();
});
look();
lookWhileSeen();
