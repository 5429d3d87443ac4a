// What a page does when no token comes, or one that will not do.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { MINUTE, START, WIDGET, World, frame, issuer, told, token } from './browser.mjs';

let world;
beforeEach(() => { world = new World(); world.random = 0; });
afterEach(() => world.close());

const since = (issue) => issue.calls.map((call) => Math.round((call - START) / 1000));
const answer = (status, headers, body = '') => new Response(body, { status, headers });

async function started(issue) {
  const iframe = frame();
  const page = world.page();
  const fresh = page.keepFresh(iframe, { origin: WIDGET, token: issue });
  const events = told(fresh);
  await world.pass(200);
  return { page, iframe, fresh, events };
}

const given = {
  text: () => token(),
  object: () => ({ token: token() }),
  'answer in JSON, as Surge gives it': () => answer(201, {}, JSON.stringify({ token: token() })),
  'answer in text': () => answer(200, {}, `${token()}\n`),
};
for (const [what, make] of Object.entries(given)) {
  test(`token_isTakenFrom ${what}`, async () => {
    const { fresh } = await started(issuer(make));
    assert.equal(fresh.token, token());
  });
}

test('failures_areRetriedEverMoreSlowly', async () => {
  const issue = issuer(() => { throw new TypeError('Failed to fetch'); });
  const { events } = await started(issue);
  await world.pass(16 * MINUTE);
  assert.deepEqual(since(issue), [0, 5, 15, 35, 75, 155, 315, 615, 915]);
  assert.deepEqual(events.slice(0, 3).map(({ type, error, retryIn }) => [type, error.message, retryIn]),
    [['failed', 'Failed to fetch', 5000], ['failed', 'Failed to fetch', 10_000], ['failed', 'Failed to fetch', 20_000]]);
});

test('pausesAfterFailures_differ', async () => {
  world.random = 0.8;
  const { events } = await started(issuer(() => { throw new TypeError('Failed to fetch'); }));
  assert.equal(events[0].retryIn, 6000);
});

test('successAfterFailures_startsAgain', async () => {
  const issue = issuer((call) => (call === 3 ? token() : answer(500)));
  const { fresh, events } = await started(issue);
  await world.pass(14_900);
  assert.ok(fresh.token);
  await world.pass(10 * MINUTE + 30_000);
  assert.deepEqual(since(issue), [0, 5, 15, 645]);
  assert.equal(events.at(-1).retryIn, 5000);
});

const retries = {
  'seconds': ['40', 40],
  'a date': ['Wed, 01 Jul 2026 12:00:40 GMT', 40],
  'a date that has passed': ['Wed, 01 Jul 2026 11:00:00 GMT', 5],
  'a week, which is too long': ['604800', 3600],
  'nonsense': ['soon', 5],
  'a negative number': ['-40', 5],
};
for (const [what, [header, pause]] of Object.entries(retries)) {
  for (const status of [429, 503]) {
    test(`retryAfter_isKept ${status} ${what}`, async () => {
      const { events } = await started(issuer(() => answer(status, { 'Retry-After': header })));
      assert.equal(Math.round(events[0].retryIn / 1000), pause);
      assert.equal(events[0].error.status, status);
    });
  }
}

test('retryAfter_isKeptWhateverAsks', async () => {
  const issue = issuer(() => answer(429, { 'Retry-After': '60' }));
  const { page, iframe, fresh } = await started(issue);
  for (const ask of [
    () => page.receive({ type: 'token_expiring' }, WIDGET, iframe.contentWindow),
    () => page.see(false),
    () => page.connect(true),
    () => assert.rejects(fresh.get(), /429/),
    () => assert.rejects(fresh.refresh(), /429/),
  ]) {
    await ask();
    await world.pass(100);
  }
  assert.equal(issue.calls.length, 1);
  await world.pass(MINUTE);
  assert.equal(issue.calls.length, 2);
});

test('status403_stops', async () => {
  const issue = issuer((call) => (call === 1 ? token() : answer(403)));
  const { fresh, events } = await started(issue);
  await world.pass(60 * MINUTE);
  assert.equal(issue.calls.length, 2);
  assert.deepEqual(events.map(({ type }) => type), ['token', 'failed', 'stopped']);
  assert.equal(events[2].error.status, 403);
  await assert.rejects(fresh.refresh(), /403/);
});

test('errorWithStatus403_stops', async () => {
  const issue = issuer(() => { throw Object.assign(new Error('signed out'), { status: 403 }); });
  const { events } = await started(issue);
  assert.deepEqual(events.map(({ type }) => type), ['failed', 'stopped']);
});

test('status401_isTriedAgain', async () => {
  const issue = issuer((call) => (call === 1 ? answer(401) : token()));
  const { fresh } = await started(issue);
  await world.pass(6000);
  assert.ok(fresh.token);
});

const unreadable = [undefined, null, '', 'wpk_live_1', 'a.b.c', {}, 7, '{"a":1}', '<html>', `${token()}.x`];
for (const text of unreadable) {
  test(`whatIsNoToken_isFailure ${JSON.stringify(text)}`, async () => {
    const { iframe, events } = await started(issuer(() => text));
    assert.deepEqual(events.map(({ type, error }) => [type, error.reason]), [['failed', 'unreadable']]);
    assert.deepEqual(iframe.sent, []);
  });
}

test('answerThatIsNoJson_isFailure', async () => {
  const { events } = await started(issuer(() => answer(200, {}, '{"token":')));
  assert.deepEqual(events.map(({ type }) => type), ['failed']);
});

test('tokenThatIsNotLater_isFailureAndTriedAgain', async () => {
  const same = token();
  const issue = issuer((call) => (call < 3 ? same : token()));
  const { iframe, events } = await started(issue);
  await world.pass(11 * MINUTE);
  assert.deepEqual(events.map(({ type, error }) => [type, error?.reason]),
    [['token', undefined], ['failed', 'not later'], ['token', undefined]]);
  assert.equal(iframe.sent.length, 2);
});

test('tokenOfOtherUser_isNotHandedOnAndStops', async () => {
  const issue = issuer((call) => token({ sub: call === 1 ? 'alice' : 'bob' }));
  const { iframe, events } = await started(issue);
  await world.pass(60 * MINUTE);
  assert.deepEqual(events.map(({ type, error }) => [type, error?.reason]),
    [['token', undefined], ['failed', 'different'], ['stopped', 'different']]);
  assert.equal(iframe.sent.length, 1);
  assert.equal(issue.calls.length, 2);
});

test('sourceThatNeverAnswers_isGivenUpAndTriedAgain', async () => {
  const issue = issuer((call) => (call === 1 ? new Promise(() => {}) : token()));
  const { fresh, events } = await started(issue);
  await world.pass(36_000);
  assert.deepEqual(events.map(({ type }) => type), ['failed', 'token']);
  assert.match(events[0].error.message, /in time/);
  assert.ok(fresh.token);
});

for (const retryAfter of [NaN, 'soon', null, -1]) {
  test(`errorWithOddPause_isTriedAgain ${retryAfter}`, async () => {
    const { events } = await started(issuer(() => { throw Object.assign(new Error('busy'), { retryAfter }); }));
    assert.equal(events[0].retryIn, 5000);
  });
}

for (const thrown of [undefined, null, 'down']) {
  test(`whateverIsThrown_isTriedAgain ${thrown}`, async () => {
    const issue = issuer((call) => { if (call === 1) throw thrown; return token(); });
    const { fresh } = await started(issue);
    await world.pass(5000);
    assert.ok(fresh.token);
  });
}
