// Calls of a server with the token: which servers get it, and what happens on a 401.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { HOST, MINUTE, World, issuer, token } from './browser.mjs';

let world;
beforeEach(() => { world = new World(); });
afterEach(() => world.close());

const API = 'https://api.example';

/** A page whose server answers as told, and what the server has seen. */
async function caller({ answers = [], issue = issuer(), wait = MINUTE } = {}) {
  const seen = [];
  const fetch = async (request) => {
    const { url, method, headers } = request;
    seen.push({ url, method, sent: headers.get('Authorization'), body: await request.text() });
    const status = answers.shift() ?? 200;
    if (status === 'network') throw new TypeError('Failed to fetch');
    return new Response('', { status });
  };
  const page = world.page({ fetch });
  const fresh = page.keepFresh(null, { token: issue, apis: [API] });
  await world.pass(wait);
  return { seen, fresh, issue };
}

/** What a promise comes to, while time passes. */
async function soon(promise) {
  const settled = Promise.allSettled([promise]);
  await world.pass(1000);
  const [{ value, reason }] = await settled;
  if (reason) throw reason;
  return value;
}

test('call_carriesToken', async () => {
  const { seen, fresh } = await caller();
  assert.equal((await soon(fresh.fetch('/api/orders'))).status, 200);
  assert.deepEqual(seen, [{ url: `${HOST}/api/orders`, method: 'GET', sent: `Bearer ${fresh.token}`, body: '' }]);
});

for (const url of ['/api/orders', `${API}/orders`]) {
  test(`on401_tokenIsRenewedAndCallRepeatedOnce ${url}`, async () => {
    const { seen, fresh, issue } = await caller({ answers: [401, 200] });
    const response = await soon(fresh.fetch(url, { method: 'POST', body: '{"a":1}' }));
    assert.equal(response.status, 200);
    assert.equal(issue.calls.length, 2);
    assert.deepEqual(seen.map(({ method, body }) => [method, body]), [['POST', '{"a":1}'], ['POST', '{"a":1}']]);
    assert.notEqual(seen[0].sent, seen[1].sent);
    assert.equal(seen[1].sent, `Bearer ${fresh.token}`);
  });
}

test('second401_isReturned', async () => {
  const { seen, fresh, issue } = await caller({ answers: [401, 401, 200] });
  assert.equal((await soon(fresh.fetch('/api/orders'))).status, 401);
  assert.equal(seen.length, 2);
  assert.equal(issue.calls.length, 2);
});

test('server401ForEverything_costsOneRenewalInFiveSeconds', async () => {
  const { fresh, issue } = await caller({ answers: Array(100).fill(401) });
  for (let call = 0; call < 4; call++) await soon(fresh.fetch('/api/orders'));
  assert.equal(issue.calls.length, 2);
});

test('many401s_causeOneRenewal', async () => {
  const { seen, fresh, issue } = await caller({ answers: [401, 401, 401] });
  const calls = await soon(Promise.all(['/a', '/b', '/c'].map((path) => fresh.fetch(path))));
  assert.deepEqual(calls.map(({ status }) => status), [200, 200, 200]);
  assert.equal(issue.calls.length, 2);
  assert.equal(seen.length, 6);
});

test('tokenThatWasRenewedMeanwhile_isUsedWithoutRenewal', async () => {
  const { fresh, seen, issue } = await caller({ answers: [401] });
  const call = fresh.fetch('/api/orders');
  await soon(Promise.all([fresh.refresh(), call]));
  assert.equal((await call).status, 200);
  assert.equal(issue.calls.length, 2);
  assert.equal(seen[1].sent, `Bearer ${fresh.token}`);
});

test('failedRenewal_leaves401', async () => {
  const issue = issuer((call) => { if (call > 1) throw new Error('down'); return token(); });
  const { seen, fresh } = await caller({ answers: [401], issue });
  assert.equal((await soon(fresh.fetch('/api/orders'))).status, 401);
  assert.equal(seen.length, 1);
});

for (const status of [400, 403, 404, 429, 500, 503]) {
  test(`otherStatus_isReturnedAsItIs ${status}`, async () => {
    const { seen, fresh, issue } = await caller({ answers: [status] });
    assert.equal((await soon(fresh.fetch('/api/orders'))).status, status);
    assert.equal(seen.length, 1);
    assert.equal(issue.calls.length, 1);
  });
}

test('networkError_isPassedOn', async () => {
  const { fresh, issue } = await caller({ answers: ['network'] });
  await assert.rejects(soon(fresh.fetch('/api/orders')), /Failed to fetch/);
  assert.equal(issue.calls.length, 1);
});

for (const url of ['https://evil.example/', `${API}.evil.example/`, 'http://api.example/', `${API}:8443/`, '//evil.example/',
  'data:text/plain,x']) {
  test(`serverThatIsNotListed_getsNoCall ${url}`, async () => {
    const { seen, fresh } = await caller();
    await assert.rejects(soon(fresh.fetch(url)), { name: 'TypeError', message: /apis does not list/ });
    assert.deepEqual(seen, []);
  });
}

test('callBeforeFirstToken_waitsForIt', async () => {
  let give;
  const { seen, fresh } = await caller({ issue: () => new Promise((resolve) => { give = resolve; }), wait: 1000 });
  const call = fresh.fetch('/api/orders');
  await world.pass(1000);
  assert.deepEqual(seen, []);
  give(token());
  await soon(call);
  assert.equal(seen[0].sent, `Bearer ${fresh.token}`);
});

test('callWithoutToken_isError', async () => {
  const { seen, fresh } = await caller({ issue: issuer(() => new Response('', { status: 403 })) });
  await assert.rejects(soon(fresh.fetch('/api/orders')), { status: 403 });
  assert.deepEqual(seen, []);
});
