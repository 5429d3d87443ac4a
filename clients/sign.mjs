// Signs a token with somebody else's library: node sign.mjs LIBRARY ALGORITHM [TYP], the secret in SECRET,
// the claims, if not those of alice, as JSON in CLAIMS.
import { SignJWT } from 'jose';
import jsonwebtoken8 from 'jsonwebtoken-8';
import jsonwebtoken9 from 'jsonwebtoken-9';

const [library, algorithm, typ] = process.argv.slice(2);
const { SECRET: secret, CLAIMS = '{"sub":"alice"}' } = process.env;
const claims = JSON.parse(CLAIMS);
const header = typ ? { alg: algorithm, typ } : { alg: algorithm };
const options = { algorithm, header, expiresIn: '15m' };
const signers = {
  'jsonwebtoken-8': () => jsonwebtoken8.sign(claims, secret, options),
  'jsonwebtoken-9': () => jsonwebtoken9.sign(claims, secret, options),
  jose: () =>
    new SignJWT(claims)
      .setProtectedHeader(header)
      .setIssuedAt()
      .setExpirationTime('15m')
      .sign(new TextEncoder().encode(secret)),
};
process.stdout.write(await signers[library]());
