// What a page hears when nobody is identified, or not for longer.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { MINUTE, START, World, frame, told, token, WIDGET } from './browser.mjs';

let world;
beforeEach(() => { world = new World(); world.random = 0; });
afterEach(() => world.close());

const JWT = { userJWT: 'eyJ.eyJ.c2ln' };
const json = (value, status = 200, headers = {}) => new Response(JSON.stringify(value), { status, headers });
const good = (more) => json({ assurance: 'signed', issuer: 'default', user: 'alice', ignored: {}, token: token(), ...more });
const refusal = (status, code, headers) => json({ title: 'No', status, code }, status, headers);

async function signIn(attributes, answer) {
  const since = [];
  const outcomes = [];
  const page = world.page({ fetch: async () => {
    since.push(Math.round((Date.now() - START) / 1000));
    return answer(since.length);
  } });
  const session = page.identify(attributes, (...outcome) => outcomes.push(outcome));
  const events = told(session);
  const iframe = frame();
  session.supply(iframe, WIDGET);
  await world.pass(200);
  return { session, since, outcomes, events, iframe };
}

const types = (events) => events.map(({ type }) => type);

const refusals = [
  [400, 'request_malformed'],
  [401, 'token_expired'],
  [403, 'forbidden'],
];
for (const [status, code] of refusals) {
  test(`refusedJwtInObject_isNotSentAgain ${status}`, async () => {
    const { session, since, outcomes, events, iframe } = await signIn(JWT, () => refusal(status, code));
    await world.pass(30 * MINUTE);
    assert.deepEqual(since, [0]);
    assert.equal(outcomes.length, 1);
    assert.deepEqual([outcomes[0][0].status, outcomes[0][0].code], [status, code]);
    assert.equal(events.at(-1).error, outcomes[0][0]);
    assert.deepEqual(iframe.sent, []);
    await assert.rejects(session.identity, { status, code });
  });
}

test('refusedJwtOfFunction_isReplacedByNext', async () => {
  const { session, since, outcomes, events } =
    await signIn(() => JWT, (call) => (call === 1 ? refusal(401, 'token_expired') : good()));
  await world.pass(6000);
  assert.deepEqual(since, [0, 5]);
  assert.deepEqual(outcomes.map(([error]) => error.code), ['token_expired']); // once
  assert.deepEqual(types(events), ['failed', 'token']);
  assert.ok(session.token);
});

test('forbiddenFunction_isNotAskedAgain', async () => {
  const { since, events } = await signIn(() => JWT, () => refusal(403, 'forbidden'));
  await world.pass(30 * MINUTE);
  assert.deepEqual(since, [0]);
  assert.deepEqual(types(events), ['failed', 'stopped']);
});

for (const status of [429, 503]) {
  test(`retryAfter_isKept ${status}`, async () => {
    const answer = (call) => (call === 1 ? refusal(status, 'rate_limited', { 'Retry-After': '40' }) : good());
    const { since, outcomes } = await signIn(JWT, answer);
    await world.pass(MINUTE);
    assert.deepEqual(since, [0, 40]);
    assert.equal(outcomes[0][0].retryAfter, 40_000);
  });
}

const broken = {
  'no network': () => { throw new TypeError('Failed to fetch'); },
  'no JSON': () => new Response('<html>'),
  'other JSON': () => json({ token: token() }),
  'null': () => json(null),
  'error without JSON': () => new Response('', { status: 502 }),
};
for (const [what, answer] of Object.entries(broken)) {
  test(`brokenAnswer_isFailureAndTriedAgain ${what}`, async () => {
    const { session, since, outcomes, iframe } = await signIn(JWT, (call) => (call === 1 ? answer() : good()));
    await world.pass(6000);
    assert.deepEqual(since, [0, 5]);
    assert.deepEqual(outcomes.map(([error, identity]) => [error.name.endsWith('Error'), identity]), [[true, undefined]]);
    assert.equal(iframe.sent.length, 1);
    assert.equal(session.token, iframe.sent[0].data.token);
  });
}

test('errorOfFunction_reachesCallback', async () => {
  const { since, outcomes } = await signIn(() => { throw new Error('signed out'); }, () => good());
  assert.deepEqual(since, []);
  assert.deepEqual(outcomes.map(([error]) => [error.message, error.code]), [['signed out', undefined]]);
});

test('objectWhoseJwtIsOver_endsWithRenewal', async () => {
  const { session, since, events } = await signIn(JWT, (call) => (call === 1 ? good() : refusal(401, 'token_expired')));
  await world.pass(60 * MINUTE);
  assert.equal(since.length, 2);
  assert.deepEqual(types(events), ['token', 'failed', 'stopped']);
  assert.equal((await session.identity).user, 'alice');
});

for (const other of [{ user: 'bob' }, { issuer: 'other' }, { user: undefined, unverified_user: 'alice' }]) {
  test(`otherUserOnRenewal_endsSession ${JSON.stringify(other)}`, async () => {
    const { session, events, iframe } = await signIn(() => JWT, (call) => good(call === 1 ? {} : other));
    const before = session.token;
    await world.pass(20 * MINUTE);
    assert.equal(session.token, before);
    assert.equal(events.at(-1).error.reason, 'different');
    assert.equal(iframe.sent.length, 1);
  });
}

test('visitorsSession_isOfOneVisitor', async () => {
  const visitor = (name) => good({ user: undefined, unverified_user: 'eve', assurance: 'publishable',
    token: token({ sub: undefined, unverified_user: name }) });
  const { session, events } = await signIn(() => JWT, (call) => visitor(call === 1 ? 'eve' : 'mallory'));
  const before = session.token;
  await world.pass(20 * MINUTE);
  assert.equal(session.token, before);
  assert.equal(events.at(-1).error.reason, 'different');
});

test('serverWithoutSessions_identifiesAndThatIsAll', async () => {
  const { session, since, outcomes, events, iframe } = await signIn(JWT, () => good({ token: undefined }));
  await world.pass(30 * MINUTE);
  assert.deepEqual(since, [0]);
  assert.deepEqual(outcomes.map(([error, { user }]) => [error, user]), [[null, 'alice']]);
  assert.deepEqual(events, [{ type: 'stopped', error: null }]);
  assert.deepEqual([session.token, iframe.sent], [null, []]);
});

test('stoppedSession_suppliesNobody', async () => {
  const { session, iframe } = await signIn(() => JWT, () => good());
  session.stop();
  const late = frame();
  session.supply(late, WIDGET);
  iframe.dispatchEvent(new Event('load'));
  await world.pass(30 * MINUTE);
  assert.deepEqual([iframe.sent.length, late.sent.length], [1, 0]);
});

test('callbackIsOptional', async () => {
  const page = world.page({ fetch: async () => good() });
  assert.equal((await page.identify(JWT).identity).user, 'alice');
  const refused = world.page({ fetch: async () => refusal(401, 'token_invalid') });
  refused.identify(JWT); // no unhandled rejection
  await world.pass(200);
});
