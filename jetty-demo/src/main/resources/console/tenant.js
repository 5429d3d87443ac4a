// A vendor's settings page for one tenant, and that tenant's backend, which has users signed.

import { ask, bearer, call, countDown, minutes } from './calls.js';
import { element, made } from './dom.js';

const MOST_USERS = 4;

/** What the backend was told last; the settings page itself forgets it. */
let secret = '';
let users = [];
let nextUser = 1;
let stop = () => {};

const fingerprint = (key) => `***${key.fingerprint}`;

function draw(tenant) {
  element('tenant-secret').textContent = tenant.secret ? `${fingerprint(tenant.secret)}, told once` : 'none yet';
  element('tenant-roll').textContent = tenant.secret ? 'Roll the secret' : 'Make a secret';
  element('tenant-sign').disabled = !secret;
  stop();
  if (!tenant.previous) {
    element('tenant-previous').textContent = tenant.secret ? 'is refused, if there was one' : '–';
    return;
  }
  stop = countDown(tenant.now, tenant.previous.until, async (left) => {
    element('tenant-previous').textContent = `${fingerprint(tenant.previous)}, good for ${minutes(Math.ceil(left))} more`;
    if (left === 0) {
      draw(await ask('/tenant'));
      await tryAll();
      element('tenant-status').textContent = 'The old secret has ended.';
    }
  });
}

async function attempt(user) {
  const result = await call('/tenant/inbox', bearer(user.jwt));
  const item = made('li', '', '');
  const isIn = result.status === 200;
  item.append(
    made('span', `pill ${isIn ? 'in' : 'out'}`, String(result.status)),
    made('span', '', `${user.id}, signed with ${user.by}`),
    made('span', 'quiet', isIn ? 'sees the inbox' : result.known.detail ?? result.body.detail ?? ''),
  );
  return item;
}

async function tryAll() {
  const items = [];
  for (const user of users) items.push(await attempt(user));
  element('tenant-users').replaceChildren(...items);
}

function embed(user) {
  element('tenant-embed').textContent = `// your backend: the secret stays there
const answer = await fetch('${location.origin}/tenant/signatures', {
  method: 'POST',
  headers: { Authorization: \`Bearer \${process.env.FOGBENDER_SECRET}\` },
  body: JSON.stringify({ userId: '${user.id}', customerId: 'C256434' }),
});
const { userJWT } = (await answer.json()).signatures;

// your page
<FogbenderSimpleWidget token={{ widgetId: 'acme', userId: '${user.id}', customerId: 'C256434', userJWT }} />`;
}

async function signIn() {
  const id = `U23432${nextUser}`;
  const answer = await fetch('/tenant/signatures', {
    method: 'POST',
    headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ userId: id, customerId: 'C256434' }),
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail ?? body.error ?? `HTTP ${answer.status}`);
  nextUser += 1;
  const { secret: key } = await ask('/tenant');
  users = [...users, { id, jwt: body.signatures.userJWT, by: fingerprint(key) }].slice(-MOST_USERS);
  embed(users.at(-1));
  await tryAll();
}

async function roll() {
  const tenant = await ask('/tenant/secret', { grace: Number(element('tenant-grace').value) });
  const isFirst = secret === '' && users.length === 0;
  secret = tenant.made;
  element('tenant-made').textContent = secret;
  element('tenant-told').hidden = false;
  element('tenant-told').focus();
  draw(tenant);
  if (isFirst) {
    await signIn();
  } else {
    await tryAll();
  }
  element('tenant-status').textContent = tenant.previous ? 'Both secrets are good for a while.' : 'The new secret is the only one.';
}

function hide() {
  element('tenant-made').textContent = '';
  element('tenant-told').hidden = true;
  element('tenant-roll').focus();
}

/** Runs an action; what goes wrong stands on the page. */
const tried = (action) => async () => {
  element('tenant-problem').textContent = '';
  try {
    await action();
  } catch (problem) {
    element('tenant-problem').textContent = `That did not work: ${problem.message}.`;
  }
};

element('tenant-roll').addEventListener('click', tried(roll));
element('tenant-sign').addEventListener('click', tried(signIn));
element('tenant-hide').addEventListener('click', hide);
element('tenant-copy').addEventListener('click', tried(async () => {
  await navigator.clipboard.writeText(secret);
  element('tenant-status').textContent = 'Copied.';
}));
tried(async () => draw(await ask('/tenant')))();
embed({ id: 'U234328' });
