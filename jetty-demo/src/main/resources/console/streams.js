// Open streams, and how long they live.

import { clock, element, everySecond, made } from './dom.js';
import { listen } from './feed.js';

const PATH = '/api/events';
const OWN = '/console/events';
const LIFE = 30;
const MOST_LINES = 30;

const THEN = {
  close: 'It is closed.',
  'require-update': 'It is closed, unless a newer token comes.',
  keep: 'It lives on.',
};

let open = [];
let ahead = 0;
let mine = null;

function lasts(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

const why = (leeway) => (leeway ? `token and ${leeway / 1000} s of leeway` : 'token');

/** What comes, when, and why. */
function fate(stream) {
  return stream.expires
    ? { at: stream.expires, why: why(stream.leeway), then: THEN[stream.atExpiry] }
    : { at: stream.oldest, why: 'the greatest age', then: 'It is closed.' };
}

function drawnRow(stream) {
  const end = fate(stream);
  const { at } = end;
  const now = Date.now() + ahead;
  const life = made('span', 'life');
  const rest = made('span');
  rest.style.width = `${Math.max(0, Math.min(100, ((at - now) / (at - stream.since)) * 100))}%`;
  life.append(rest);
  const row = made('tr');
  row.setAttribute('role', 'row');
  const cells = [
    ['who', stream.caller || (stream.path === OWN ? 'a console' : 'a visitor')],
    ['request', made('code', '', stream.path)],
    ['until', `${clock(at - ahead)}, in ${lasts(at - now)}`, life, made('small', '', end.why)],
    ['then', end.then],
  ];
  for (const [name, ...content] of cells) {
    const cell = made('td', name);
    cell.setAttribute('role', 'cell');
    cell.append(...content);
    row.append(cell);
  }
  return row;
}

function draw() {
  element('streams-rows').replaceChildren(...open.map(drawnRow));
  element('streams-none').hidden = open.length > 0;
}

function log(text) {
  const lines = element('streams-log');
  lines.append(made('p', '', `${clock(Date.now())} ${text}`));
  if (lines.children.length > MOST_LINES) lines.firstChild.remove();
  lines.hidden = false;
  lines.scrollTop = lines.scrollHeight;
}

function drawButtons() {
  element('streams-open').disabled = mine !== null;
  element('streams-renew').disabled = mine === null;
  element('streams-close').disabled = mine === null;
}

async function mint() {
  const answer = await fetch('/mint', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ sub: 'alice', seconds: LIFE }),
  });
  if (!answer.ok) throw new Error('tokens are minted only on the machine that runs the demo');
  return (await answer.json()).token;
}

/** What an event says, in a few words. */
function told(text) {
  const data = text.split('\n').find((line) => line.startsWith('data: '));
  if (!data) return; // a comment that keeps the connection alive
  const message = JSON.parse(data.slice('data: '.length));
  if (message.type === 'tick') return;
  if (message.type === 'stream_opened') mine.id = message.id;
  const until = message.expires_at ? ` until ${clock(message.expires_at * 1000)}` : '';
  log(`${message.type}${until} ${message.code ?? ''} ${message.reason ?? ''}`.trimEnd());
}

async function read(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const events = (rest + part.value).split('\n\n');
    rest = events.pop();
    events.forEach(told);
  }
}

async function openOne() {
  const end = new AbortController();
  mine = { end };
  drawButtons();
  try {
    const headers = { Authorization: `Bearer ${await mint()}` };
    const answer = await fetch(PATH, { headers, signal: end.signal });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    await read(answer.body);
  } catch (problem) {
    log(end.signal.aborted ? 'closed by the page' : problem.message);
  }
  mine = null;
  drawButtons();
}

async function renew() {
  try {
    const token = await mint();
    const answer = await fetch(PATH, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: 'update_token', stream: mine?.id, token }),
    });
    if (!answer.ok) log(`the newer token is refused: HTTP ${answer.status}`);
  } catch (problem) {
    log(problem.message);
  }
}

element('streams-open').addEventListener('click', openOne);
element('streams-renew').addEventListener('click', renew);
element('streams-close').addEventListener('click', () => mine?.end.abort());
listen('streams', (news) => {
  open = news.open;
  ahead = news.now - Date.now();
  draw();
});
drawButtons();
everySecond(draw);
