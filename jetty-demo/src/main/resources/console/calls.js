// Calls to the server, and programs that make the same.

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** What an action answers; an error has the server's own sentence. */
export async function ask(path, wish) {
  const options = wish === undefined ? {} : {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(wish),
  };
  const answer = await fetch(path, options);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error ?? body.detail ?? `HTTP ${answer.status}`);
  return body;
}

export async function mint(wish) {
  try {
    return (await ask('/mint', wish)).token;
  } catch (problem) {
    const isElsewhere = problem.message === 'only from this machine';
    throw isElsewhere ? new Error('tokens are minted only on the machine that runs the demo') : problem;
  }
}

/** One call: what came back, and what the server says about it. */
export async function call(url, options) {
  const answer = await fetch(url, options);
  const text = await answer.text();
  let body = {};
  try {
    body = JSON.parse(text);
  } catch { /* not every answer is JSON */ }
  const known = body.id && !answer.ok
    ? await (await fetch(`/reason?id=${encodeURIComponent(body.id)}`)).json()
    : {};
  return { status: answer.status, headers: answer.headers, text, body, known };
}

export const bearer = (token) => ({ headers: { Authorization: `Bearer ${token}` } });

/** An answer as it came, but with its JSON laid out. */
export function laidOut(result) {
  const lines = ['content-type', 'www-authenticate', 'cache-control']
    .filter((name) => result.headers.has(name))
    .map((name) => `${name}: ${result.headers.get(name)}`);
  const body = JSON.stringify(result.body, null, 2);
  return [`HTTP ${result.status}`, ...lines, '', body].join('\n');
}

export function withLetterChanged(text, at) {
  const other = LETTERS[(LETTERS.indexOf(text[at]) + 7) % LETTERS.length];
  return text.slice(0, at) + other + text.slice(at + 1);
}

/** As one word of a shell, whatever is in it. */
const quoted = (text) => (/^[\w.: -]*$/.test(text) ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`);

/** The same call as programs; with claims they sign those, else those of an app. */
export function programs({ url, token, claims, method = 'GET', header = 'Authorization' }) {
  const scheme = header === 'Authorization' ? 'Bearer ' : '';
  const signed = claims === undefined
    ? "{ sub: 'my-app' }, process.env.WATCHWORD_SECRET, { expiresIn: '15m' }"
    : `${JSON.stringify(claims)}, process.env.WATCHWORD_SECRET`;
  const dict = claims === undefined
    ? '{"sub": "my-app", "exp": int(time.time()) + 900}'
    : `json.loads(${JSON.stringify(JSON.stringify(claims))})`;
  const get = method === 'GET';
  return {
    curl: `curl -i ${get ? '' : `-X ${method} `}${url} -H ${quoted(`${header}: ${scheme}${token}`)}`,
    node: `import jwt from 'jsonwebtoken';

const token = jwt.sign(${signed});
const answer = await fetch('${url}', { ${get ? '' : `method: '${method}', `}headers: { ${header}: \`${scheme}\${token}\` } });
console.log(answer.status, await answer.text());`,
    python: `import base64, hashlib, hmac, json, os, time, urllib.request

part = lambda data: base64.urlsafe_b64encode(data).rstrip(b"=").decode()
claims = ${dict}
signed = ".".join(part(json.dumps(each).encode()) for each in ({"alg": "HS256", "typ": "JWT"}, claims))
secret = os.environ["WATCHWORD_SECRET"].encode()
token = signed + "." + part(hmac.new(secret, signed.encode(), hashlib.sha256).digest())
call = urllib.request.Request("${url}", ${get ? '' : `method="${method}", `}headers={"${header}": f"${scheme}{token}"})
print(urllib.request.urlopen(call).read().decode())`,
  };
}

/** Time until an instant of the server's, such as 1:43; counted by its clock, not by this one's. */
export const minutes = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** Tells each second how long it is until the end, and at last 0. */
export function countDown(serverNow, end, tell) {
  const until = performance.now() + (Date.parse(end) - Date.parse(serverNow));
  const step = () => {
    const left = Math.max(0, until - performance.now());
    tell(left / 1000);
    if (left > 0) timer = setTimeout(step, Math.min(1000, left));
  };
  let timer = setTimeout(step, 0);
  return () => clearTimeout(timer);
}
