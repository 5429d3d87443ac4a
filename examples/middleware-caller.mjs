// A Freshworks-style app that calls its middleware. Both sides know one secret: this one signs a
// token with it, and Watchword, in front of the middleware, lets nothing in without such a token.
// Start the demo with a WATCHWORD_SECRET of your own, then:
//   WATCHWORD_SECRET=... node middleware-caller.mjs
import jsonwebtoken from 'jsonwebtoken';

const { DEMO_URL = 'http://127.0.0.1:8080', WATCHWORD_SECRET: secret } = process.env;
if (!secret) throw new Error('Set WATCHWORD_SECRET to the secret that the demo was started with.');

// This runs on the app's server and never in its front end: a person who can read the secret in
// a browser can sign tokens for everybody.
const token = jsonwebtoken.sign({ type: 'jwt' }, secret, { expiresIn: '1h' });

// Freshworks apps send the bare token in a header called "auth".
const response = await fetch(`${DEMO_URL}/auth-test`, {
  method: 'POST',
  headers: { auth: token },
  body: new URLSearchParams({ ticket: '42' }),
});
console.log(response.status, await response.text());
if (!response.ok) process.exitCode = 1;
