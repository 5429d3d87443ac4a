// One identify of a page serves all of its widgets.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { HOST, MINUTE, WIDGET, World, frame, now, seconds, told, token } from './browser.mjs';

let world;
beforeEach(() => { world = new World(); world.random = 0; });
afterEach(() => world.close());

const BOARD = 'https://board.example';
const URL_OF_VENDOR = 'https://widgets.example/identify';
const JWT = { featurebaseJwt: 'eyJ.eyJ.c2ln', locale: 'fr', plan: 'gold' };
const ignored = { plan: 'is not declared' };

const identityOf = (more) => ({ assurance: 'signed', issuer: 'default', user: 'alice', trusted: {},
  untrusted: { locale: 'fr' }, ignored, token: token(), expires_in: 900, ...more });
const json = (value, status = 200, headers = {}) => new Response(JSON.stringify(value), { status, headers });

/** A page, what it asked its vendor's server, and the outcomes that its callback was told. */
async function signIn(attributes, { answer = () => json(identityOf()), ...options } = {}, of = {}) {
  const calls = [];
  const outcomes = [];
  const page = world.page({ ...of, fetch: async (url, init) => {
    calls.push({ url: `${url}`, ...init, at: Math.round(now() / 1000) });
    return answer(calls.length);
  } });
  const session = page.identify(attributes, (...outcome) => outcomes.push(outcome), { url: URL_OF_VENDOR, ...options });
  const events = told(session);
  await world.pass(200);
  return { page, session, calls, outcomes, events };
}

const given = (iframe) => iframe.sent.map(({ data, target }) => [data.type, data.token, target]);

test('attributes_arePostedAsTheyAre', async () => {
  const { calls } = await signIn(JWT);
  assert.equal(calls.length, 1);
  const [{ url, method, headers, body, redirect }] = calls;
  assert.deepEqual([url, method, headers['Content-Type']], [URL_OF_VENDOR, 'POST', 'application/json']);
  assert.deepEqual(JSON.parse(body), JWT);
  assert.equal(redirect, 'error'); // the JWT goes to no other server
});

test('unsetUrl_isThatOfPagesOwnServer', async () => {
  for (const [url, asked] of [[undefined, `${HOST}/identify`], ['/w/identify', `${HOST}/w/identify`], [new URL(URL_OF_VENDOR), URL_OF_VENDOR]]) {
    assert.equal((await signIn(JWT, { url })).calls[0].url, asked);
  }
});

test('callback_hearsWhoItIsAndWhatWasIgnored', async () => {
  const { session, outcomes } = await signIn(JWT);
  await world.pass(20 * MINUTE);
  assert.equal(outcomes.length, 1);
  const [[error, identity]] = outcomes;
  assert.equal(error, null);
  assert.deepEqual(identity.ignored, ignored);
  assert.deepEqual(identity.untrusted, { locale: 'fr' });
  assert.equal(await session.identity, identity);
});

test('oneIdentify_servesTwoWidgetsForHours', async () => {
  const { session, calls } = await signIn(async () => JWT);
  const [inbox, board] = [frame(), frame()];
  session.supply(inbox, WIDGET);
  session.supply(board, BOARD);
  await world.pass(60 * MINUTE);
  assert.ok(calls.length >= 5, `${calls.length} calls`);
  assert.equal(inbox.sent.length, calls.length);
  assert.deepEqual(given(inbox).at(-1), ['update_token', session.token, WIDGET]);
  assert.deepEqual(given(board).at(-1), ['update_token', session.token, BOARD]);
  assert.ok(session.expiresAt > seconds(now()));
});

test('frameThatWasThereBefore_getsFirstToken', async () => {
  let answer;
  const { session } = await signIn(JWT, { answer: () => new Promise((resolve) => { answer = resolve; }) });
  const iframe = frame();
  session.supply(iframe, WIDGET);
  assert.deepEqual(iframe.sent, []);
  answer(json(identityOf()));
  await world.pass(200);
  assert.deepEqual(given(iframe), [['update_token', token({ iat: seconds(now()), exp: seconds(now()) + 900 }), WIDGET]]);
});

test('frameThatComesLater_getsTokenOnceItIsLoaded', async () => {
  const { session } = await signIn(JWT);
  await world.pass(MINUTE);
  const [loaded, blank] = [frame(), frame({ blank: true })];
  session.supply(loaded, WIDGET);
  session.supply(blank, WIDGET);
  assert.deepEqual([loaded.sent.length, blank.sent.length], [1, 0]);
  blank.contentDocument = null;
  blank.dispatchEvent(new Event('load'));
  assert.deepEqual(given(blank), given(loaded));
});

test('framesThatAsk_areAnsweredEachFromItsOwnWindowAndOrigin', async () => {
  const { page, session, calls } = await signIn(JWT);
  const [inbox, board] = [frame(), frame()];
  session.supply(inbox, WIDGET);
  session.supply(board, BOARD);
  const ask = (origin, source) => page.receive({ type: 'token_expiring', expires_at: null }, origin, source);
  ask(BOARD, inbox.contentWindow);
  ask(WIDGET, board.contentWindow);
  ask('https://evil.example', inbox.contentWindow);
  await world.pass(200);
  assert.deepEqual([inbox.sent.length, board.sent.length], [1, 1]);
  ask(WIDGET, inbox.contentWindow);
  await world.pass(200);
  assert.deepEqual([inbox.sent.length, board.sent.length, calls.length], [2, 1, 1]);
});

test('frameThatIsTakenAway_getsNothingMore', async () => {
  const { page, session } = await signIn(async () => JWT);
  const [gone, here] = [frame(), frame()];
  const end = session.supply(gone, WIDGET);
  session.supply(here, WIDGET);
  end();
  page.receive({ type: 'token_expiring', expires_at: null }, WIDGET, gone.contentWindow);
  gone.dispatchEvent(new Event('load'));
  await world.pass(12 * MINUTE);
  assert.deepEqual([gone.sent.length, here.sent.length], [1, 2]);
});

test('originThatIsNotExact_isMistake', async () => {
  const { session } = await signIn(JWT);
  for (const origin of ['*', '/', 'null', undefined, `${WIDGET}/`]) {
    assert.throws(() => session.supply(frame(), origin), { name: 'TypeError' });
  }
});

test('function_isCalledForEachRenewal', async () => {
  let number = 0;
  const { calls } = await signIn(async () => ({ featurebaseJwt: `jwt-${number++}` }));
  await world.pass(25 * MINUTE);
  assert.deepEqual(calls.map(({ body }) => JSON.parse(body).featurebaseJwt), ['jwt-0', 'jwt-1', 'jwt-2']);
});

test('tabs_renewOnce', async () => {
  const tabs = [await signIn(async () => JWT), await signIn(async () => JWT)];
  await world.pass(12 * MINUTE);
  assert.equal(tabs[0].calls.length + tabs[1].calls.length, 3);
  assert.equal(tabs[0].session.token, tabs[1].session.token);
});

test('sessionsOfTwoVendors_shareNothing', async () => {
  const one = await signIn(JWT);
  const other = await signIn(JWT, { url: 'https://other.example/identify' });
  const before = other.session.token;
  await world.pass(MINUTE);
  await one.session.refresh();
  await world.pass(200);
  assert.notEqual(one.session.token, before);
  assert.equal(other.session.token, before);
});

test('hiddenPage_isIdentifiedToo', async () => {
  const page = world.page({ fetch: async () => json(identityOf()) });
  page.see(true);
  const session = page.identify(JWT, null, { url: URL_OF_VENDOR });
  await world.pass(200);
  assert.equal((await session.identity).user, 'alice');
});
