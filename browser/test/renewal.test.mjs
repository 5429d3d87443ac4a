// When a page renews: dates, clocks, sleep, hidden pages, no network, failures.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { MINUTE, START, WIDGET, World, frame, issuer, now, seconds, told, token } from './browser.mjs';

let world;
beforeEach(() => { world = new World(); });
afterEach(() => world.close());

/** A page that keeps the token of a frame fresh, from the first token on. */
async function started(issue, { page = world.page(), ...options } = {}) {
  const iframe = frame();
  const fresh = page.keepFresh(iframe, { origin: WIDGET, token: issue, ...options });
  const events = told(fresh);
  await world.pass(200);
  return { page, iframe, fresh, events };
}

const since = (issue) => issue.calls.map((call) => Math.round((call - START) / 1000));

test('firstToken_isFetchedAtOnceAndPosted', async () => {
  const issue = issuer();
  const { iframe, fresh } = await started(issue);
  assert.equal(issue.calls.length, 1);
  assert.deepEqual(iframe.sent.map(({ data, target }) => [data.type, data.token, target]),
    [['update_token', fresh.token, WIDGET]]);
  assert.equal(fresh.expiresAt, seconds(START) + 900);
});

for (const [random, at] of [[0, 630], [0.5, 675], [0.999, 720]]) {
  test(`renewal_comesAtFractionOfLifeWithJitter ${random}`, async () => {
    world.random = random;
    const issue = issuer();
    await started(issue);
    await world.pass((at - 2) * 1000);
    assert.equal(issue.calls.length, 1);
    await world.pass(4000);
    assert.equal(issue.calls.length, 2);
  });
}

test('shortTokens_areRenewedNotBeforeFloor', async () => {
  const issue = issuer(() => token({}, {}, 3));
  await started(issue);
  await world.pass(19_000);
  assert.deepEqual(since(issue), [0, 5, 10, 15]);
});

test('timerThatComesMomentEarly_costsNoRenewal', async () => {
  const page = world.page();
  const issue = issuer(() => token({}, {}, 3));
  await started(issue, { page });
  await world.pass(4750);
  page.lags = [1, 0]; // it becomes due between two readings of the clock
  await world.pass(1000);
  assert.deepEqual(page.lags, []);
  assert.deepEqual(since(issue), [0, 5]);
});

test('tokenWithoutIssueDate_isRenewedByItsEnd', async () => {
  const issue = issuer(() => token({ iat: undefined }));
  await started(issue);
  await world.pass(12 * MINUTE);
  assert.deepEqual(since(issue), [0, 675]);
});

test('tokenWithoutIssueDateUnderClockThatIsFarAhead_isRenewedWithinMinute', async () => {
  const issue = issuer(() => token({ iat: undefined }));
  await started(issue, { page: world.page({ skew: 60 * MINUTE }) });
  await world.pass(MINUTE);
  assert.equal(issue.calls.length, 2);
});

test('tokenWithoutEnd_isNeverRenewedByItself', async () => {
  const issue = issuer(() => token({ exp: undefined }));
  const { fresh } = await started(issue);
  await world.pass(60 * MINUTE);
  assert.equal(issue.calls.length, 1);
  assert.equal(await fresh.get(), fresh.token);
});

test('lifeBeyondLongestTimer_isNoReasonToRenew', async () => {
  const issue = issuer(() => token({}, {}, 90 * 86_400));
  await started(issue);
  await world.pass(10 * MINUTE);
  assert.equal(issue.calls.length, 1);
});

for (const minutes of [-600, -8, 8, 600]) {
  test(`clockThatIsWrong_changesNothing ${minutes}`, async () => {
    const issue = issuer();
    const { fresh } = await started(issue, { page: world.page({ skew: minutes * MINUTE }) });
    await world.pass(12 * MINUTE);
    assert.deepEqual(since(issue), [0, 675]);
    assert.equal(await fresh.get(), fresh.token);
  });
}

test('tokenThatServerKeptForWhile_isRenewedSooner', async () => {
  const issue = issuer(() => token({ iat: seconds(now()) - 300, exp: seconds(now()) + 600 }));
  await started(issue);
  await world.pass(7 * MINUTE);
  assert.deepEqual(since(issue), [0, 375]);
});

test('clockThatIsSetBack_delaysNothing', async () => {
  const issue = issuer();
  const { page } = await started(issue);
  page.skew = -60 * MINUTE;
  await world.pass(12 * MINUTE);
  assert.deepEqual(since(issue), [0, 675]);
});

test('afterSleep_renewalComesAtNextGlance', async () => {
  const issue = issuer();
  const { fresh } = await started(issue);
  world.sleep(8 * 60 * MINUTE);
  await world.pass(30_000);
  assert.equal(issue.calls.length, 2);
  assert.equal(await fresh.get(), fresh.token);
});

test('afterSleep_overTokenIsNotHandedOut', async () => {
  const issue = issuer();
  const { fresh } = await started(issue);
  const old = fresh.token;
  world.sleep(60 * MINUTE);
  assert.notEqual(await fresh.get(), old);
});

test('hiddenPage_waitsAndRenewsWhenSeen', async () => {
  const issue = issuer();
  const { page } = await started(issue);
  page.see(true);
  await world.pass(60 * MINUTE);
  assert.equal(issue.calls.length, 1);
  page.see(false);
  await world.pass(1);
  assert.equal(issue.calls.length, 2);
});

test('hiddenPage_renewsWhereItIsAsked', async () => {
  const issue = issuer();
  const { page, fresh } = await started(issue);
  page.see(true);
  await world.pass(60 * MINUTE);
  await fresh.get();
  assert.equal(issue.calls.length, 2);
});

test('pageWithoutNetwork_waitsAndRenewsWhenItIsBack', async () => {
  const issue = issuer();
  const { page, events } = await started(issue);
  page.connect(false);
  await world.pass(60 * MINUTE);
  assert.equal(issue.calls.length, 1);
  page.connect(true);
  await world.pass(1);
  assert.equal(issue.calls.length, 2);
  assert.deepEqual(events.filter(({ type }) => type === 'failed'), []);
});

test('stop_endsRenewalAndIsToldOnce', async () => {
  const issue = issuer();
  const { fresh, iframe, page, events } = await started(issue);
  const last = fresh.token;
  fresh.stop();
  fresh.stop();
  page.receive({ type: 'token_expiring' }, WIDGET, iframe.contentWindow);
  iframe.dispatchEvent(new Event('load'));
  page.see(false);
  await world.pass(60 * MINUTE);
  assert.equal(issue.calls.length, 1);
  assert.equal(iframe.sent.length, 1);
  assert.equal(fresh.token, last);
  assert.deepEqual(events.map(({ type }) => type), ['token', 'stopped']);
  await assert.rejects(fresh.get(), /stopped/);
});

test('tokenThatArrivesAfterStop_isNotTaken', async () => {
  let give;
  const { fresh, iframe, events } = await started(() => new Promise((resolve) => { give = resolve; }));
  fresh.stop();
  give(token());
  await world.pass(1);
  assert.equal(fresh.token, null);
  assert.deepEqual(iframe.sent, []);
  assert.deepEqual(events.map(({ type }) => type), ['stopped']);
});
