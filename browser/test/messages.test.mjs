// The messages between a page and its frame, and those that look like them.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { HOST, MINUTE, WIDGET, World, embedder, frame, issuer, now, seconds, told, token } from './browser.mjs';

let world;
beforeEach(() => { world = new World(); });
afterEach(() => world.close());

const EVIL = 'https://evil.example';
const longer = () => token({ exp: seconds(now()) + 1800 });

async function host({ issue = issuer(), iframe = frame(), ...options } = {}) {
  const page = world.page();
  const fresh = page.keepFresh(iframe, { origin: WIDGET, token: issue, ...options });
  await world.pass(200);
  const ask = (data, origin = WIDGET, source = iframe.contentWindow) =>
    page.receive({ type: 'token_expiring', ...data }, origin, source);
  return { page, iframe, fresh, issue, ask };
}

async function guest(options = {}) {
  const parent = embedder();
  const page = world.page({ origin: WIDGET, parent });
  const fresh = page.stayFresh({ origin: HOST, ...options });
  const events = told(fresh);
  await world.pass(200);
  const update = (text, origin = HOST, source = parent) =>
    page.receive({ type: 'update_token', token: text }, origin, source);
  return { page, parent, fresh, events, update };
}

const senders = {
  'wrong origin': [EVIL, true],
  'origin that begins like the right one': [`${HOST}.evil.example`, true],
  'other scheme': [HOST.replace('https', 'http'), true],
  'other port': [`${HOST}:8443`, true],
  'opaque origin': ['null', true],
  'no origin': ['', true],
  'wrong window': [null, false],
};
for (const [what, [origin, rightWindow]] of Object.entries(senders)) {
  test(`page_ignores ${what}`, async () => {
    const { iframe, issue, ask } = await host();
    await world.pass(MINUTE);
    ask({}, origin?.replace(HOST, WIDGET) ?? WIDGET, rightWindow ? iframe.contentWindow : embedder());
    await world.pass(200);
    assert.equal(issue.calls.length, 1);
    assert.equal(iframe.sent.length, 1);
  });

  test(`frame_ignores ${what}`, async () => {
    const { parent, fresh, events, update } = await guest({ initial: token() });
    const before = fresh.token;
    update(longer(), origin ?? HOST, rightWindow ? parent : embedder());
    assert.equal(fresh.token, before);
    assert.deepEqual(events, []);
  });
}

test('messageFromClosedWindow_isNotThatOfRemovedFrame', async () => {
  const { iframe, issue, ask } = await host();
  await world.pass(MINUTE);
  iframe.contentWindow = null;
  ask({}, WIDGET, null);
  await world.pass(200);
  assert.equal(issue.calls.length, 1);
});

test('removedFrame_isNoError', async () => {
  const { iframe, fresh } = await host();
  iframe.contentWindow = null;
  await world.pass(12 * MINUTE);
  assert.ok(fresh.expiresAt > seconds(now()) + 800);
  assert.equal(iframe.sent.length, 1);
});

for (const data of [undefined, null, 'token_expiring', 7, [], {}, { type: 'update_token', token: 'x' }, { type: ['token_expiring'] }]) {
  test(`page_ignoresOtherMessages ${JSON.stringify(data)}`, async () => {
    const { page, iframe, issue } = await host();
    await world.pass(MINUTE);
    page.receive(data, WIDGET, iframe.contentWindow);
    await world.pass(200);
    assert.equal(issue.calls.length, 1);
  });
}

for (const data of [undefined, null, 'update_token', {}, { type: 'token_expiring' }, { type: 'UPDATE_TOKEN' }]) {
  test(`frame_ignoresOtherMessages ${JSON.stringify(data)}`, async () => {
    const { page, parent, fresh, events } = await guest({ initial: token() });
    const before = fresh.token;
    page.receive(data, HOST, parent);
    assert.equal(fresh.token, before);
    assert.deepEqual(events, []);
  });
}

for (const origin of ['*', '/', 'null', '', undefined, `${WIDGET}/`, `${WIDGET}:443`, 'HTTPS://inbox.example', 'inbox.example',
  'javascript:alert(1)', 'https://*.example', 'file://', [`${WIDGET}`, HOST]]) {
  test(`originThatIsNotExact_isMistake ${origin}`, () => {
    assert.throws(() => world.page().keepFresh(frame(), { origin, token: issuer() }), { name: 'TypeError' });
    assert.throws(() => world.page({ parent: embedder() }).stayFresh({ origin }), { name: 'TypeError' });
  });
}

test('page_answersFrameThatAsks', async () => {
  const { iframe, fresh, issue, ask } = await host();
  await world.pass(MINUTE);
  ask({ expires_at: fresh.expiresAt });
  await world.pass(200);
  assert.equal(issue.calls.length, 2);
  assert.deepEqual(iframe.sent.map(({ data, target }) => [data.token, target]).at(-1), [fresh.token, WIDGET]);
  assert.equal(iframe.sent.length, 2);
});

test('page_answersFrameThatSaysNoDate', async () => {
  const { iframe, issue, ask } = await host();
  await world.pass(MINUTE);
  ask({});
  await world.pass(200);
  assert.equal(issue.calls.length, 2);
  assert.equal(iframe.sent.length, 2);
});

for (const expires_at of [null, 1]) {
  test(`frameThatHasLess_getsWhatIsHere ${expires_at}`, async () => {
    const { iframe, fresh, issue, ask } = await host();
    await world.pass(MINUTE);
    ask({ expires_at });
    await world.pass(200);
    assert.equal(issue.calls.length, 1);
    assert.deepEqual(iframe.sent.map(({ data }) => data.token), [fresh.token, fresh.token]);
  });
}

test('frameThatAsksAfterSleep_getsNoOverToken', async () => {
  const { page, iframe, issue, ask } = await host();
  page.see(true);
  world.sleep(60 * MINUTE);
  ask({ expires_at: null });
  await world.pass(200);
  assert.equal(issue.calls.length, 2);
  assert.equal(iframe.sent.length, 2);
  assert.notEqual(iframe.sent[1].data.token, iframe.sent[0].data.token);
});

test('frameThatFloodsWithQuestions_causesOneRequestInFiveSeconds', async () => {
  const { issue, ask } = await host();
  for (let second = 0; second < 20; second++) {
    for (let i = 0; i < 50; i++) ask({ expires_at: 9e15 });
    await world.pass(1000);
  }
  assert.ok(issue.calls.length <= 5, `${issue.calls.length} requests`);
});

test('frameThatIsLoadedAnew_getsToken', async () => {
  const { iframe, fresh } = await host();
  iframe.dispatchEvent(new Event('load'));
  assert.deepEqual(iframe.sent.map(({ data }) => data.token), [fresh.token, fresh.token]);
});

test('frameThatHasNotLoaded_isSentNothingYet', async () => {
  const { iframe, fresh } = await host({ iframe: frame({ blank: true }) });
  assert.ok(fresh.token);
  assert.deepEqual(iframe.sent, []);
  iframe.contentDocument = null;
  iframe.dispatchEvent(new Event('load'));
  assert.equal(iframe.sent.length, 1);
});

test('page_suppliesMoreFramesWithTheSameToken', async () => {
  const { iframe, fresh } = await host();
  const second = frame();
  fresh.supply(second, 'https://board.example');
  await world.pass(12 * MINUTE);
  assert.deepEqual(second.sent.map(({ data }) => data), iframe.sent.map(({ data }) => data));
  assert.deepEqual(second.sent.map(({ target }) => target), ['https://board.example', 'https://board.example']);
});

test('frameWithoutToken_asksAtOnceAndIsGivenOne', async () => {
  const { parent, fresh, events, update } = await guest();
  assert.deepEqual(parent.sent, [{ data: { type: 'token_expiring', expires_at: null }, target: HOST }]);
  const waiting = fresh.get();
  update(token());
  assert.equal(await waiting, token());
  assert.deepEqual(events.map(({ type, expiresAt }) => [type, expiresAt]), [['token', fresh.expiresAt]]);
});

test('frameWithToken_asksShortlyBeforeItsEnd', async () => {
  const { parent, fresh } = await guest({ initial: token() });
  await world.pass(839_000);
  assert.deepEqual(parent.sent, []);
  await world.pass(2000);
  assert.deepEqual(parent.sent.map(({ data }) => data), [{ type: 'token_expiring', expires_at: fresh.expiresAt }]);
});

test('frameWithShortToken_asksAtFourFifthsOfItsLife', async () => {
  const { parent } = await guest({ initial: token({}, undefined, 20) });
  await world.pass(15_500);
  assert.equal(parent.sent.length, 0);
  await world.pass(500);
  assert.equal(parent.sent.length, 1);
});

test('frameThatGetsNoAnswer_saysSoAndAsksAgain', async () => {
  const { parent, events } = await guest();
  await world.pass(40_000);
  assert.deepEqual(events.map(({ type }) => type), ['failed']);
  assert.equal(parent.sent.length, 2);
});

for (const initial of [() => token({ iat: seconds(now()) - 800, exp: seconds(now()) + 100 }), () => token({}, undefined, -60)]) {
  test('frameReloadedWithOldToken_asksAtOnce', async () => {
    const { parent, update, fresh } = await guest({ initial: initial() });
    assert.equal(parent.sent.length, 1);
    update(token());
    assert.equal(fresh.token, token());
  });
}

test('initialThatIsNoToken_isNone', async () => {
  const { parent, fresh } = await guest({ initial: 'wpk_live_1' });
  assert.equal(fresh.token, null);
  assert.equal(parent.sent.length, 1);
});

test('sameTokenAgain_isNoNews', async () => {
  const { fresh, events, update } = await guest({ initial: token() });
  update(fresh.token);
  assert.deepEqual(events, []);
});

test('pageAndFrame_rotateTogetherAndTheFrameNeedNotAsk', async () => {
  const { iframe, issue } = await host();
  const { parent, fresh, update } = await guest({ initial: iframe.sent[0].data.token });
  iframe.contentWindow.postMessage = (data) => update(data.token);
  await world.pass(30 * MINUTE);
  assert.equal(issue.calls.length, 3);
  assert.deepEqual(parent.sent, []);
  assert.ok(fresh.expiresAt > seconds(now()));
});
