// A backend that shows its user an inbox of Surge's shape in an iframe: Surge's own library asks for
// a token that is good for this one user and a quarter of an hour, and the browser gets only that.
//   DEMO_API_KEY=... node surge-caller.mjs [USER_ID]
// With a wrong key it shows the error that the library makes of the answer.
import Surge from '@surgeapi/node';

const { DEMO_URL = 'http://127.0.0.1:8080', DEMO_API_KEY: apiKey = 'not-set' } = process.env;
const user = process.argv[2] ?? 'usr_alice';
const surge = new Surge({ apiKey, baseURL: DEMO_URL });

try {
  const { token } = await surge.users.createToken(user, { duration_seconds: 900 });
  console.log(`<iframe src="${DEMO_URL}/inbox?token=${token}"></iframe>`);
} catch (error) {
  if (!(error instanceof Surge.APIError)) throw error;
  const { type, message } = error.error?.error ?? error;
  console.error(`${error.constructor.name}: ${error.status} ${type}: ${message}`);
  process.exitCode = 1;
}
