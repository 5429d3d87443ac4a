// The backend of a web application that helps its users in a Fogbender widget. It has signed what
// the session knows of a user, never what a browser sends.
//   DEMO_WORKSPACE_SECRET=... node fogbender-backend.mjs
//   curl -c jar -X POST http://127.0.0.1:3000/login
//   curl -b jar http://127.0.0.1:3000/support-token
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const { DEMO_URL = 'http://127.0.0.1:8080', DEMO_WORKSPACE_SECRET, PORT = 3000 } = process.env;
const person = { userId: 'U234328', userName: 'Alice Chesterton', userEmail: 'alice@example.com' };
const alice = { ...person, customerId: 'C256434', customerName: 'Example Ltd' };
const sessions = new Map();

async function supportToken(user) {
  const headers = { authorization: `Bearer ${DEMO_WORKSPACE_SECRET}` };
  const call = { method: 'POST', headers, body: JSON.stringify(user) };
  const response = await fetch(`${DEMO_URL}/signatures`, call);
  if (!response.ok) throw new Error(`/signatures answered ${response.status}`);
  const { userJWT } = (await response.json()).signatures;
  return { widgetId: 'dzAwNjg4NDY0NjI4NzgyNDY5MTIw', ...user, userJWT };
}

const server = createServer((request, response) => {
  const user = sessions.get(/(?:^|; )session=([^;]+)/.exec(request.headers.cookie)?.[1]);
  const json = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  const send = (status, body) => response.writeHead(status, json).end(JSON.stringify(body));
  if (request.method === 'POST' && request.url === '/login') {
    const session = randomUUID(); // a real application asks for a password first
    sessions.set(session, alice);
    response.setHeader('set-cookie', `session=${session}; HttpOnly; SameSite=Lax; Path=/`);
    return send(200, { signedInAs: alice.userId });
  }
  if (request.url !== '/support-token') return send(404, { error: 'Not found' });
  if (!user) return send(401, { error: 'Sign in first' });
  const failed = (why) => send(502, { error: why.message });
  supportToken(user).then((token) => send(200, token), failed);
});
server.listen(PORT, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
