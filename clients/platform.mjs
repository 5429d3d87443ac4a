// Makes the call of an app platform, with its own library where that signs or sends:
// node platform.mjs PLATFORM URL [token|body|query|method|late], the secret in SECRET. The last word
// spoils the token, the body, the query or the method after the signature, or asks for a token that
// has ended. Prints the status and the body of the answer.
import { createHash, randomUUID } from 'node:crypto';
import GhostAdminAPI from '@tryghost/admin-api';
import { StreamClient } from '@stream-io/node-sdk';
import { verifySignature } from '@vonage/jwt';
import { createQueryStringHash, encodeSymmetric, fromMethodAndUrl } from 'atlassian-jwt';
import { AccessToken, WebhookReceiver } from 'livekit-server-sdk';
import jsonwebtoken from 'jsonwebtoken-9';

const [platform, url, spoiled] = process.argv.slice(2);
const { SECRET: secret } = process.env;
const now = Math.floor(Date.now() / 1000) - (spoiled === 'late' ? 7200 : 0);
const body = JSON.stringify({ event: 'room_started', id: 'EV_1' });
const sha256 = (text, encoding) => createHash('sha256').update(text).digest(encoding);
// The library takes iat away where it may not set it.
const sign = (claims, header = {}) =>
  jsonwebtoken.sign(claims, secret, {
    noTimestamp: !claims.iat,
    header: { alg: 'HS256', typ: 'JWT', ...header },
  });

function get(authorization) {
  return { method: 'GET', headers: { authorization } };
}

function post(authorization, type = 'application/json') {
  return { method: 'POST', headers: { authorization, 'content-type': type }, body };
}

/** The library reads the token's own request from the URL, with what is awkward in a query. */
function atlassian(hash) {
  const query = '?xdm_e=https%3A%2F%2Fshop.example&cp=&user=J%C3%BCrgen%20A+B&tag=b&tag=a&Z=1';
  const request = fromMethodAndUrl('GET', new URL(url).pathname + query);
  const token = encodeSymmetric({
    iss: 'client-key-1', iat: now, exp: now + 180, sub: 'account-1',
    qsh: hash ?? createQueryStringHash(request),
  }, secret);
  return { method: 'GET', headers: {}, query, token };
}

/** Throws where the platform's own verifier would refuse what is sent here. */
function agreed(isGood) {
  if (!isGood) throw new Error('the library of the platform refuses the token');
}

const calls = {
  async shopify() {
    const shop = 'https://shop-1.myshopify.com';
    const token = sign({
      iss: `${shop}/admin`, dest: shop, aud: 'client-1', sub: '42',
      exp: now + 60, nbf: now, iat: now, jti: randomUUID(), sid: 'session-1',
    });
    await import('@shopify/shopify-api/adapters/node');
    const { shopifyApi, ApiVersion, LogSeverity } = await import('@shopify/shopify-api');
    const shopify = shopifyApi({
      apiKey: 'client-1', apiSecretKey: secret, hostName: 'app.example', isEmbeddedApp: true,
      apiVersion: Object.values(ApiVersion)[0], logger: { level: LogSeverity.Error },
    });
    if (spoiled !== 'late') agreed((await shopify.session.decodeSessionToken(token)).dest === shop);
    return get(`Bearer ${token}`);
  },
  vonage() {
    const token = sign({
      iat: now, jti: randomUUID(), iss: 'Vonage', payload_hash: sha256(body, 'hex'),
      api_key: 'a1b2c3d4', application_id: randomUUID(),
    });
    agreed(verifySignature(token, secret));
    return post(`Bearer ${token}`);
  },
  monday: () =>
    post(sign({
      accountId: 1825529, userId: 4012689, aud: 'https://app.example/hook',
      exp: now + 300, shortLivedToken: 'x', iat: now,
    })),
  'monday-page': () =>
    get(sign({
      exp: now + 300,
      dat: { client_id: 'c', user_id: 4012689, account_id: 1825529, install_id: -2, is_admin: true },
    })),
  zendesk: () =>
    get(`Bearer ${sign({ scope: 'user', external_id: 'u-42', name: 'Jane' }, { kid: 'app_1' })}`),
  'zendesk-other': () => get(`Bearer ${sign({ external_id: 'u-42' }, { kid: 'app_1' })}`),
  async ghost() {
    let sent;
    const makeRequest = async ({ headers }) => {
      sent = headers;
      return { posts: [] };
    };
    const key = `5f2a1c9d8e7b6a0011223344:${secret}`;
    const api = new GhostAdminAPI({ url: 'https://blog.example', key, version: 'v5.0', makeRequest });
    await api.posts.browse();
    return { method: 'GET', headers: sent };
  },
  atlassian() {
    const { token, ...call } = atlassian();
    return { ...call, headers: { authorization: `JWT ${token}` } };
  },
  'atlassian-page'() {
    const { token, ...call } = atlassian('context-qsh');
    return { ...call, headers: { authorization: `JWT ${token}` } };
  },
  'atlassian-frame'() {
    const { token, ...call } = atlassian();
    return { ...call, query: `${call.query}&jwt=${token}` };
  },
  onlyoffice: () =>
    post(`Bearer ${sign({ payload: JSON.parse(body), iat: now, exp: now + 300 })}`),
  async livekit() {
    const token = new AccessToken('devkey', secret, { ttl: '5m' });
    token.sha256 = sha256(body, 'base64');
    const text = await token.toJwt();
    await new WebhookReceiver('devkey', secret).receive(body, text);
    return post(text, 'application/webhook+json');
  },
  async 'livekit-room'() {
    const token = new AccessToken('devkey', secret, { identity: 'jane', ttl: '5m' });
    token.addGrant({ roomJoin: true, room: 'r' });
    return get(`Bearer ${await token.toJwt()}`);
  },
  stream: () => {
    const token = new StreamClient('key', secret).generateUserToken({ user_id: 'jane' });
    return { method: 'GET', headers: { authorization: token, 'stream-auth-type': 'jwt' } };
  },
  'stream-server': () => get(sign({ server: true })),
  hasura: () =>
    get(`Bearer ${sign({
      sub: '42', iat: now, exp: now + 300,
      'https://hasura.io/jwt/claims': {
        'x-hasura-default-role': 'user', 'x-hasura-allowed-roles': ['user', 'editor'],
        'x-hasura-user-id': '42',
      },
    })}`),
  'hasura-text': () =>
    get(`Bearer ${sign({
      sub: '42', iat: now, exp: now + 300,
      'https://hasura.io/jwt/claims': JSON.stringify({
        'x-hasura-default-role': 'user', 'x-hasura-allowed-roles': ['user', 'editor'],
        'x-hasura-user-id': '42',
      }),
    })}`),
  supabase: () =>
    get(`Bearer ${sign({
      iss: 'https://ref.supabase.co/auth/v1', sub: 'b6a7a2a0-1c55-4a3e-9f43-0a8d0f0f0f0f',
      aud: 'authenticated', exp: now + 3600, iat: now, role: 'authenticated', aal: 'aal1',
    })}`),
  'supabase-anon': () =>
    get(`Bearer ${sign({ iss: 'supabase', role: 'anon', iat: now, exp: now + 3600 })}`),
  userjot: () =>
    get(`Bearer ${sign({ sub: 'u-42', iss: 'project-1', aud: 'userjot', iat: now, exp: now + 600 })}`),
};

function changed(call) {
  const { headers } = call;
  const name = Object.keys(headers).find((one) => one.toLowerCase() === 'authorization');
  const [head, payload, mac] = headers[name].split('.');
  const last = payload.at(5) === 'A' ? 'B' : 'A';
  headers[name] = `${head}.${payload.slice(0, 5)}${last}${payload.slice(6)}.${mac}`;
}

const call = await calls[platform]();
if (spoiled === 'token') changed(call);
if (spoiled === 'body') call.body = call.body.replace('room_started', 'room_deleted');
if (spoiled === 'query') call.query = call.query.replace('tag=a', 'tag=c');
if (spoiled === 'method') call.method = 'DELETE';
const answer = await fetch(url + (call.query ?? ''), call);
process.stdout.write(`${answer.status} ${await answer.text()}`);
