// Verifies a token with somebody else's library: node verify.mjs LIBRARY, the secret in SECRET and the
// token in TOKEN. Prints the claims, or that it was refused.
import { jwtVerify } from 'jose';
import jsonwebtoken8 from 'jsonwebtoken-8';
import jsonwebtoken9 from 'jsonwebtoken-9';

const { SECRET: secret, TOKEN: token } = process.env;
const verifiers = {
  'jsonwebtoken-8': () => jsonwebtoken8.verify(token, secret),
  'jsonwebtoken-9': () => jsonwebtoken9.verify(token, secret),
  jose: async () => (await jwtVerify(token, new TextEncoder().encode(secret))).payload,
};
try {
  process.stdout.write(JSON.stringify(await verifiers[process.argv[2]]()));
} catch (refusal) {
  process.stdout.write('refused');
}
