// The page around the inbox: what an application of yours would do, and three buttons to disturb it.

import { keepFresh } from '/watchword.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const origin = document.documentElement.dataset.inbox;
const element = (id) => document.getElementById(id);
const frame = element('inbox');
const token = () => fetch('/widget/token', { method: 'POST' });

let fresh = null;

function tell(text) {
  element('told').textContent = text;
}

function start() {
  fresh = keepFresh(frame, { origin, token });
  fresh.addEventListener('failed', ({ detail: { error, retryIn } }) => {
    tell(error.status === 403
      ? 'Tokens are given only on the machine that runs the demo.'
      : `No new token yet. Next try in ${Math.ceil(retryIn / 1000)} s.`);
  });
  fresh.addEventListener('token', () => tell(''));
  element('renew').textContent = 'Stop renewing';
}

function stop(text) {
  fresh.stop();
  element('renew').textContent = 'Renew again';
  tell(text);
}

element('renew').addEventListener('click', () => {
  if (element('renew').textContent === 'Renew again') start();
  else stop('The inbox gets no more tokens. Its stream ends with the last.');
});

element('revoke').addEventListener('click', async () => {
  const answer = await fetch('/widget/revoke', { method: 'POST' });
  if (answer.ok) stop('The tokens that Alice has got until now are refused.');
  else tell((await answer.json()).error);
});

/** A later token than the one in force, but for one bit of its MAC. */
element('tamper').addEventListener('click', async () => {
  const answer = await token();
  if (!answer.ok) return tell('There is no token to tamper with.');
  const good = (await answer.json()).token;
  const at = good.lastIndexOf('.') + 1;
  const other = LETTERS[LETTERS.indexOf(good[at]) ^ 1];
  const bad = good.slice(0, at) + other + good.slice(at + 1);
  frame.contentWindow.postMessage({ type: 'update_token', token: bad }, origin);
  return tell('One bit of the next token was changed. The server notices.');
});

start();
