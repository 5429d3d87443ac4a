// A page with the frames of FRAMES widgets, and the code in CODE on it: node page.mjs. The modules that the code imports are ours.
// Ends when it has logged LOGS values and each frame was sent TOKENS different tokens; prints both.
const { CODE, JWT, SURGE, KEY, WIDGETS, FRAMES, TOKENS, LOGS } = process.env;

class Frame extends EventTarget {
  contentDocument = null;
  sent = [];
  contentWindow = { postMessage: (data, target) => this.sent.push({ ...data, target }) };

  has(number) {
    return new Set(this.sent.map(({ token }) => token)).size >= number;
  }
}

const logged = [];
const frames = Array.from({ length: Number(FRAMES) }, () => new Frame());
const events = new EventTarget();
const network = fetch;
const log = (...values) => logged.push(...values.map((value) => (value instanceof Error ? `${value}` : value)));

const page = {
  window: globalThis,
  addEventListener: events.addEventListener.bind(events),
  location: new URL('https://app.example'),
  navigator: { onLine: true },
  document: { hidden: false, querySelector: () => frames[0], querySelectorAll: () => frames },
  console: { log, error: log },
  // The page's own backend, and those of others
  fetch: async (url, init) => (url === '/featurebase-jwt' ? new Response(JWT) : network(url, init)),
};
for (const [name, value] of Object.entries(page)) Object.defineProperty(globalThis, name, { value });

async function refreshSurgeToken() {
  const headers = { Authorization: `Bearer ${KEY}` };
  const answer = await network(SURGE, { method: 'POST', headers, body: '{}' });
  return (await answer.json()).token;
}

/** What stands around the code on its page. */
const around = {
  refreshSurgeToken,
  generatedValueHere: JWT,
  token: { widgetId: 'dzAwNjg4NDY0NjI4NzgyNDY5MTIw', userJWT: JWT, userId: 'U234328', userName: 'Alice Chesterton' },
};
const code = CODE.replaceAll(/^import (.*) from ".*\/(.*\.js)";$/gm, 'const $1 = await load("$2");');
const run = new (async () => {}).constructor('load', ...Object.keys(around), code);
await run((name) => import(`../browser/${name}`), ...Object.values(around));

// Frames ask when they begin
for (const { contentWindow: source } of frames) {
  const message = { data: { type: 'token_expiring', expires_at: null }, origin: WIDGETS, source };
  events.dispatchEvent(Object.assign(new Event('message'), message));
}

const end = Date.now() + 20_000;
const isDone = () => logged.length >= Number(LOGS) && frames.every((frame) => frame.has(Number(TOKENS)));
while (Date.now() < end && !isDone()) {
  await new Promise((resolve) => setTimeout(resolve, 20));
}
process.stdout.write(JSON.stringify({ logged, frames: frames.map(({ sent }) => sent) }));
process.exit();
