// An OAuth 2.0 client that acts for itself: it shows its id and secret, gets a token with the scope
// it asks for, and calls an API with it. Any library for the client credentials grant will do.
//   DEMO_CLIENT_SECRET=... node oauth-client.mjs [SCOPE]
// With the scope orders:write the API refuses the call, since reading needs orders:read.
import * as oauth from 'openid-client';

const { DEMO_URL = 'http://127.0.0.1:8080', DEMO_CLIENT_ID = 'demo' } = process.env;
const { DEMO_CLIENT_SECRET: secret } = process.env;
if (!secret) throw new Error('Set DEMO_CLIENT_SECRET to the secret that the demo printed.');

const scope = process.argv[2] ?? 'orders:read';
const server = { issuer: DEMO_URL, token_endpoint: `${DEMO_URL}/token` };
const basic = oauth.ClientSecretBasic(secret);
const client = new oauth.Configuration(server, DEMO_CLIENT_ID, secret, basic);
oauth.allowInsecureRequests(client); // the demo is on this machine; everywhere else it is https

try {
  const token = await oauth.clientCredentialsGrant(client, { scope });
  console.log(`a token for ${token.scope}, good for ${token.expires_in} s`);
  const orders = new URL(`${DEMO_URL}/api/orders`);
  const answer = await oauth.fetchProtectedResource(client, token.access_token, orders, 'GET');
  console.log(answer.status, await answer.text());
} catch (error) {
  // /token names the error in its body, the API in its header WWW-Authenticate.
  const name = error.error ?? error.cause?.[0]?.parameters?.error ?? error.message;
  console.error(error.status ?? 'no answer', name);
  process.exitCode = 1;
}
