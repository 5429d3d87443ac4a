// Which token may take the place of another: the same rules in the page and in the frame.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { HOST, WIDGET, World, embedder, frame, seconds, told, token } from './browser.mjs';

let world;
beforeEach(() => { world = new World(); });
afterEach(() => world.close());

const sides = {
  page: async (first, next, options) => {
    const tokens = [first, next];
    const fresh = world.page().keepFresh(frame(), { origin: WIDGET, token: async () => tokens.shift(), ...options });
    const events = told(fresh);
    await world.pass(6000);
    await fresh.refresh().catch(() => {});
    return { fresh, why: events.find(({ type }) => type === 'failed')?.error.reason };
  },
  frame: async (first, next, options) => {
    const parent = embedder();
    const page = world.page({ origin: WIDGET, parent });
    const fresh = page.stayFresh({ origin: HOST, initial: first, ...options });
    const events = told(fresh);
    page.receive({ type: 'update_token', token: next }, HOST, parent);
    return { fresh, why: events.find(({ type }) => type === 'refused')?.reason };
  },
};

const later = (claims, header) => token({ exp: seconds(Date.now()) + 1800, ...claims }, header);
const widget = { typ: 'widget+jwt' };
const part = (value) => Buffer.from(value).toString('base64url');
const withPayload = (payload) => `${part('{"typ":"widget+jwt"}')}.${part(payload)}.c2ln`;

const cases = {
  'same user and later end': [{}, later, null],
  'issuer': [{}, () => later({ iss: 'globex' }), 'different'],
  'no issuer any more': [{}, () => later({ iss: undefined }), 'different'],
  'subject': [{}, () => later({ sub: 'bob' }), 'different'],
  'subject in other letters': [{}, () => later({ sub: 'Alice' }), 'different'],
  'subject as list': [{}, () => later({ sub: ['alice'] }), 'different'],
  'audience': [{ aud: 'inbox' }, () => later({ aud: 'admin' }), 'different'],
  'audience, one more': [{ aud: 'inbox' }, () => later({ aud: ['inbox', 'admin'] }), 'different'],
  'tenant': [{ tenant: 'a' }, () => later({ tenant: 'b' }), 'different'],
  'user id of other vendors': [{ userId: '1' }, () => later({ userId: '2' }), 'different'],
  'number in place of text': [{ userId: '1' }, () => later({ userId: 1 }), 'different'],
  'user id that was not there': [{}, () => later({ user_id: '1' }), 'different'],
  'external id': [{ external_id: '1' }, () => later({ external_id: '2' }), 'different'],
  'customer': [{ customerId: '1' }, () => later({ customerId: '2' }), 'different'],
  'widget': [{ widgetId: '1' }, () => later({ widgetId: '2' }), 'different'],
  'claim that the page names': [{ plan: 'a' }, () => later({ plan: 'b' }), 'different', { claims: ['plan'] }],
  'claim that nobody names': [{ name: 'Alice' }, () => later({ name: 'Alice B.' }), null],
  'kind': [{}, () => later({}, {}), 'different'],
  'kind in other letters': [{}, () => later({}, { typ: 'application/Widget+JWT' }), null],
  'kind that is no text': [{}, () => later({}, { typ: 7 }), 'unreadable'],
  'end is the same': [{}, () => token({ jti: '2' }), 'not later'],
  'end is earlier': [{}, () => token({}, widget, 600), 'not later'],
  'no end': [{ exp: undefined }, later, 'not later'],
  'end as text': [{}, () => later({ exp: '9999999999' }), 'unreadable'],
  'end is null': [{}, () => later({ exp: null }), 'unreadable'],
  'payload is null': [{}, () => withPayload('null'), 'unreadable'],
  'payload is no JSON': [{}, () => withPayload('{"exp":'), 'unreadable'],
  'payload is no UTF-8': [{}, () => withPayload(Buffer.from([0x7b, 0xff, 0x7d])), 'unreadable'],
  'no text': [{}, () => 7, 'unreadable'],
  'text in an object': [{}, () => new String(later()), 'unreadable'], // which postMessage can carry
  'list': [{}, () => [later()], 'unreadable'],
  'nothing': [{}, () => undefined, 'unreadable'],
  'two parts': [{}, () => later().replace(/\.c2ln$/, ''), 'unreadable'],
  'line end': [{}, () => `${later()}\n`, 'unreadable'],
  'header behind it': [{}, () => `${later()}\r\nX-Admin: 1`, 'unreadable'],
  'publishable token': [{}, () => 'wpk_live_4fz9Tq2mXv8Lw1Ce', 'unreadable'],
};

for (const [side, change] of Object.entries(sides)) {
  for (const [what, [claims, next, why, options]] of Object.entries(cases)) {
    test(`${side}_${why ? 'refuses' : 'takes'} ${what}`, async () => {
      const first = token(claims);
      const second = next();
      const changed = await change(first, second, options);
      assert.equal(changed.why ?? null, why);
      assert.equal(changed.fresh.token, why ? first : second);
    });
  }
}

for (const [one, other] of [[{}, { typ: 'JWT' }], [{ typ: 'at+jwt' }, {}], [{ typ: 'application/jwt' }, { typ: 'at+JWT' }]]) {
  test(`kindsThatServerTakesForOne_areOne ${JSON.stringify([one, other])}`, async () => {
    const second = later({}, other);
    const { fresh } = await sides.frame(token({}, one), second);
    assert.equal(fresh.token, second);
  });
}

test('namesBeyondAscii_areRead', async () => {
  const second = later({ sub: 'Zoë' });
  const { fresh } = await sides.frame(token({ sub: 'Zoë' }), second);
  assert.equal(fresh.token, second);
});
