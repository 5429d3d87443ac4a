// Asks for a user's token with Surge's library: node surge.mjs URL USER [SECONDS], the API key in
// SECRET. Prints what came, or the error that the library made of it, and how often it really asked.
import Surge from '@surgeapi/node';

const [baseURL, user, seconds] = process.argv.slice(2);
let attempts = 0;
const counted = (...call) => {
  attempts++;
  return fetch(...call);
};
const surge = new Surge({ apiKey: process.env.SECRET, baseURL, fetch: counted });
const print = (result) => process.stdout.write(JSON.stringify({ ...result, attempts }));
try {
  const body = seconds === undefined ? {} : { duration_seconds: Number(seconds) };
  const { token } = await surge.users.createToken(user, body);
  print({ ok: true, tokenParts: token.split('.').length, token });
} catch (error) {
  const { type, detail } = error.error?.error ?? {};
  print({ error: error.constructor.name, status: error.status, type, detail });
}
