// Gets a token with a strict OAuth library: node oauth.mjs METHOD TOKEN_URL [SCOPE [API_URL]], where
// METHOD is client_secret_basic, client_secret_post or client_secret_jwt; the client's id in ID, its
// secret in SECRET. The server's own name is ISSUER, or the origin of TOKEN_URL.
// Prints the answer of TOKEN_URL, or with API_URL the status of a call there; or what the library
// calls the error.
import * as oauth from 'oauth4webapi';

const { ID, SECRET, ISSUER } = process.env;
const [method, url, scope, api] = process.argv.slice(2);
const server = { issuer: ISSUER ?? new URL(url).origin, token_endpoint: url };
const client = { client_id: ID };
const authentications = {
  client_secret_basic: oauth.ClientSecretBasic,
  client_secret_post: oauth.ClientSecretPost,
  client_secret_jwt: oauth.ClientSecretJwt,
};
const http = { [oauth.allowInsecureRequests]: true };

async function call() {
  const wish = new URLSearchParams(scope ? { scope } : {});
  const request = [server, client, authentications[method](SECRET), wish, http];
  const response = await oauth.clientCredentialsGrantRequest(...request);
  const token = await oauth.processClientCredentialsResponse(server, client, response);
  if (!api) return token;
  const query = [token.access_token, 'GET', new URL(api), undefined, undefined, http];
  return { status: (await oauth.protectedResourceRequest(...query)).status };
}

function told({ code, status, error, error_description, cause }) {
  const challenges = Array.isArray(cause) ? cause : undefined;
  return { code, status, error, error_description, challenges };
}

process.stdout.write(JSON.stringify(await call().catch(told)));
