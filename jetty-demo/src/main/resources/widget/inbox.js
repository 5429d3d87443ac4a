// The inbox in the frame. Its token changes under it; its stream, and what is half typed, stay.

import { stayFresh } from '/watchword.js';
import { events } from '/widget/events.js';

const SECOND = 1000;
const LONGEST_WAIT = 10 * SECOND;

/** What the end of a stream means for somebody who reads. */
const ENDS = {
  token_expired: 'The token has ended, and no newer one came.',
  token_revoked: 'The token was revoked.',
  token_invalid: 'The token is no longer valid.',
  streams_limited: 'Too many inboxes are open.',
  updates_refused: 'Too many tokens were refused.',
};

const element = (id) => document.getElementById(id);
const isGuest = new URLSearchParams(location.search).has('token');
const shown = new Set();

let fresh = null;
let stream = null; // its id, and since when
let isOpen = false;
let wait = SECOND;
let accepted = null; // the newest token that the server has admitted
let tokens = 0;
let end = 0; // of that token, and how long it is good from when it came
let life = 0;

function say(text) {
  if (element('state').textContent !== text) element('state').textContent = text;
}

function show({ id, from, text }) {
  if (shown.has(id)) return;
  shown.add(id);
  const item = document.createElement('li');
  const name = document.createElement('b');
  name.textContent = from;
  item.className = from === 'You' ? 'mine' : '';
  item.append(name, text);
  element('letters').append(item);
  element('letters').scrollTop = element('letters').scrollHeight;
}

function admitted(token) {
  if (token === accepted) return;
  accepted = token;
  tokens += 1;
  end = fresh.expiresAt * SECOND;
  life = end - Date.now();
  element('tokens').textContent = tokens;
  draw();
}

function clock(time) {
  const seconds = Math.floor(time / SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function draw() {
  if (isGuest) return;
  element('age').textContent = stream ? clock(performance.now() - stream.since) : '–';
  if (!accepted) return;
  const left = Math.max(0, end - Date.now());
  element('ends').textContent = left ? `${Math.ceil(left / SECOND)} s` : 'ended';
  element('left').style.strokeDashoffset = 100 - Math.min(100, (100 * left) / life);
}

const codeOf = async (answer) => {
  const body = await answer.json().catch(() => ({}));
  return body.code ?? `status ${answer.status}`;
};

function heard({ type, data }) {
  if (type === 'letter') show(data);
  if (type === 'stream_opened') {
    stream = { id: data.id, since: performance.now() };
    document.body.dataset.stream = data.id;
    wait = SECOND;
    say(isGuest ? 'Anyone may read this.' : 'Live.');
    if (!isGuest && fresh.token !== accepted) renewed(fresh.token).catch(() => {}); // it came meanwhile
  }
  if (type === 'reader') {
    element('user').textContent = data.name;
    element('badge').textContent = data.verified ? 'verified' : 'not verified';
    document.body.classList.toggle('guest', !data.verified);
  }
  return type === 'stream_closing' ? data : null;
}

/** One stream from its beginning to its end: why it ended, where the server says so. */
async function read() {
  const answer = isGuest
    ? await fetch(`/widget/events${location.search}`)
    : await fresh.fetch('/widget/events');
  if (!answer.ok) return { reason: await codeOf(answer), isFinal: answer.status < 429 };
  if (!isGuest) admitted(fresh.token);
  let why = null;
  for await (const event of events(answer)) why = heard(event) ?? why;
  return why;
}

async function connect() {
  if (isOpen) return;
  isOpen = true;
  const before = fresh?.token;
  const why = await read().catch(() => null); // no network, or no token
  isOpen = false;
  stream = null;
  draw();
  const isOver = why && (why.isFinal || ENDS[why.reason]);
  say(isOver ? ENDS[why.reason] ?? `The server said no: ${why.reason}.` : 'Connects again.');
  if (fresh && fresh.token !== before && why?.code !== 4403) connect();
  else if (!isOver) setTimeout(connect, wait);
  wait = Math.min(2 * wait, LONGEST_WAIT);
}

/** The stream goes on with a newer token; without a stream there will be one. */
async function renewed(token) {
  if (!stream) return connect();
  const answer = await fetch('/widget/events', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ type: 'update_token', stream: stream.id, token }),
  });
  if (!answer.ok) return say(`A token was refused: ${await codeOf(answer)}. The one before still counts.`);
  admitted(token);
  return say('Live.');
}

async function write(event) {
  event.preventDefault();
  const text = element('text').value.trim();
  if (!text) return;
  const answer = await fresh.fetch('/widget/letters', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text }),
  }).catch(() => null);
  if (answer?.ok) element('text').value = '';
  else say(answer ? `Not sent: ${await codeOf(answer)}.` : 'Not sent.');
}

function asGuest() {
  element('facts').remove();
  element('write').remove();
  connect();
}

function asUser() {
  element('write').addEventListener('submit', write);
  fresh = stayFresh({ origin: document.documentElement.dataset.page });
  fresh.addEventListener('token', ({ detail }) => renewed(detail.token).catch(() => {}));
  fresh.addEventListener('refused', ({ detail }) => say(`A token was ignored: ${detail.reason}.`));
}

if (isGuest) asGuest();
else asUser();
setInterval(draw, SECOND / 4);
