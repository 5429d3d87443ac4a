// Signs a token with somebody else's library: node sign.mjs LIBRARY ALGORITHM, the secret in SECRET.
import { SignJWT } from 'jose';
import jsonwebtoken8 from 'jsonwebtoken-8';
import jsonwebtoken9 from 'jsonwebtoken-9';

const [library, algorithm] = process.argv.slice(2);
const secret = process.env.SECRET;
const claims = { sub: 'alice' };
const signers = {
  'jsonwebtoken-8': () => jsonwebtoken8.sign(claims, secret, { algorithm, expiresIn: '15m' }),
  'jsonwebtoken-9': () => jsonwebtoken9.sign(claims, secret, { algorithm, expiresIn: '15m' }),
  jose: () =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm })
      .setIssuedAt()
      .setExpirationTime('15m')
      .sign(new TextEncoder().encode(secret)),
};
process.stdout.write(await signers[library]());
