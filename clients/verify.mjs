// Verifies a token with somebody else's library: node verify.mjs LIBRARY, the secret in SECRET and the
// token in TOKEN. Prints the claims, or that it was refused. jose-at+jwt wants an access token of RFC
// 9068 by ISSUER for AUDIENCE.
import { jwtVerify } from 'jose';
import jsonwebtoken8 from 'jsonwebtoken-8';
import jsonwebtoken9 from 'jsonwebtoken-9';

const { SECRET: secret, TOKEN: token, ISSUER: issuer, AUDIENCE: audience } = process.env;
const key = new TextEncoder().encode(secret);
const access = {
  typ: 'at+jwt',
  issuer,
  audience,
  requiredClaims: ['exp', 'sub', 'client_id', 'iat', 'jti'],
};
const verifiers = {
  'jsonwebtoken-8': () => jsonwebtoken8.verify(token, secret),
  'jsonwebtoken-9': () => jsonwebtoken9.verify(token, secret),
  jose: async () => (await jwtVerify(token, key)).payload,
  'jose-at+jwt': async () => (await jwtVerify(token, key, access)).payload,
};
try {
  process.stdout.write(JSON.stringify(await verifiers[process.argv[2]]()));
} catch (refusal) {
  process.stdout.write('refused');
}
