// Pages of one user in several tabs: one of them renews, and the others hear of it.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { MINUTE, WIDGET, World, frame, issuer, now, seconds, told, token } from './browser.mjs';

let world;
beforeEach(() => { world = new World(); });
afterEach(() => world.close());

async function tab(issue, options, more) {
  const page = world.page(options);
  const iframe = frame();
  const fresh = page.keepFresh(iframe, { origin: WIDGET, token: issue, ...more });
  const events = told(fresh);
  await world.pass(200);
  return { page, iframe, fresh, events };
}

test('tabsTogether_renewOnceAndAllFramesGetIt', async () => {
  const issue = issuer();
  const tabs = [await tab(issue), await tab(issue), await tab(issue)];
  assert.equal(issue.calls.length, 3);
  await world.pass(12 * MINUTE);
  assert.equal(issue.calls.length, 4);
  for (const { fresh, iframe } of tabs) {
    assert.equal(fresh.token, tabs[0].fresh.token);
    assert.equal(iframe.sent.at(-1).data.token, fresh.token);
  }
});

test('tabsThatRenewAtOneMoment_renewOnce', async () => {
  let number = 0;
  const issue = issuer(async () => token({ jti: `${number++}` }));
  const tabs = [await tab(issue), await tab(issue), await tab(issue)];
  await world.pass(MINUTE);
  const renewals = tabs.map(({ fresh }) => fresh.refresh());
  await world.pass(1000);
  assert.equal(new Set(await Promise.all(renewals)).size, 1);
  assert.equal(issue.calls.length, 4);
});

test('tabThatFails_leavesItToNext', async () => {
  const issue = issuer((call) => { if (call === 3) throw new TypeError('Failed to fetch'); return token(); });
  const tabs = [await tab(issue), await tab(issue)];
  await world.pass(MINUTE);
  const renewals = tabs.map(({ fresh }) => fresh.refresh().catch((error) => error.message));
  await world.pass(1000);
  await Promise.all(renewals);
  assert.equal(issue.calls.length, 4);
  assert.equal(tabs[0].fresh.token, tabs[1].fresh.token);
});

test('tabThatHangs_holdsUpNobodyForLong', async () => {
  const first = await tab(issuer((call) => (call === 1 ? token() : new Promise(() => {}))));
  const second = await tab(issuer());
  await world.pass(MINUTE);
  first.fresh.refresh().catch(() => {});
  second.fresh.refresh().catch(() => {});
  await world.pass(50_000);
  assert.ok(second.fresh.expiresAt > seconds(now()) + 840);
});

test('hiddenTabs_getTokenOfSeenOne', async () => {
  const issue = issuer();
  const [seen, hidden] = [await tab(issue), await tab(issue)];
  hidden.page.see(true);
  await world.pass(40 * MINUTE);
  assert.equal(hidden.fresh.token, seen.fresh.token);
});

const withoutLocks = {
  'no Web Locks': { locks: false },
  'locks that are refused in a sandbox': { locks: { request: async () => { throw new Error('SecurityError'); } } },
};
for (const [what, options] of Object.entries(withoutLocks)) {
  test(`tabsHearOfRenewal ${what}`, async () => {
    const issue = issuer();
    const [one, two] = [await tab(issue, options), await tab(issue, options)];
    await world.pass(MINUTE);
    await one.fresh.refresh();
    await world.pass(1);
    assert.equal(issue.calls.length, 3);
    assert.equal(two.fresh.token, one.fresh.token);
  });
}

test('withoutChannelsAndLocks_eachTabRenewsByItself', async () => {
  const options = { locks: false, channels: false };
  const [one, two] = [issuer(), issuer()];
  await tab(one, options);
  await tab(two, options);
  await world.pass(12 * MINUTE);
  assert.deepEqual([one.calls.length, two.calls.length], [2, 2]);
});

test('oneTab_hasOneRequestAtATime', async () => {
  for (const options of [{}, { locks: false, channels: false }]) {
    const issue = issuer();
    const { fresh } = await tab(issue, options);
    await world.pass(MINUTE);
    const renewals = [fresh.refresh(), fresh.refresh(), fresh.refresh()];
    await world.pass(200);
    assert.equal(new Set(await Promise.all(renewals)).size, 1);
    assert.equal(issue.calls.length, 2);
  }
});

test('firstToken_isNeverThatOfOtherTab', async () => {
  let give;
  const bob = await tab(() => new Promise((resolve) => { give = resolve; }), { locks: false });
  const alice = await tab(issuer(), { locks: false });
  assert.ok(alice.fresh.token);
  assert.equal(bob.fresh.token, null);
  give(token({ sub: 'bob' }));
  await world.pass(1);
  assert.equal(bob.fresh.token, token({ sub: 'bob', iat: seconds(now()), exp: seconds(now()) + 900 }));
});

test('tokenOfOtherUserInOtherTab_isIgnored', async () => {
  const alice = await tab(issuer());
  const bob = await tab(issuer(() => token({ sub: 'bob' })));
  await world.pass(12 * MINUTE);
  assert.deepEqual([alice, bob].map(({ fresh }) => JSON.parse(atob(fresh.token.split('.')[1])).sub), ['alice', 'bob']);
  assert.deepEqual([alice, bob].flatMap(({ events }) => events).filter(({ type }) => type !== 'token'), []);
});

test('otherOrigins_shareNothing', async () => {
  const issue = issuer();
  const one = await tab(issue);
  const other = await tab(issue, { origin: 'https://other.example' });
  const before = other.fresh.token;
  await world.pass(MINUTE);
  await one.fresh.refresh();
  await world.pass(1);
  assert.equal(other.fresh.token, before);
});

test('tokensOfOtherName_areApart', async () => {
  const issue = issuer();
  const one = await tab(issue, {}, { name: 'inbox' });
  const same = await tab(issue, {}, { name: 'inbox' });
  const others = [await tab(issue, {}, { name: 'board' }), await tab(issue)];
  const before = others.map(({ fresh }) => fresh.token);
  await world.pass(MINUTE);
  await one.fresh.refresh();
  await world.pass(1);
  assert.equal(same.fresh.token, one.fresh.token);
  assert.deepEqual(others.map(({ fresh }) => fresh.token), before);
});

test('stoppedTab_hearsNothing', async () => {
  const issue = issuer();
  const [one, two] = [await tab(issue), await tab(issue)];
  const last = two.fresh.token;
  two.fresh.stop();
  await world.pass(12 * MINUTE);
  assert.notEqual(one.fresh.token, last);
  assert.equal(two.fresh.token, last);
  assert.deepEqual(two.events.map(({ type }) => type), ['token', 'stopped']);
});
