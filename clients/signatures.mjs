// Has a user's claims signed as Fogbender's instructions do it, by fetch with a text as the body, which
// goes out as text/plain: node signatures.mjs URL BODY, the workspace's secret in SECRET. Prints the
// status and the answer.
const [url, body] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${process.env.SECRET}` };
const response = await fetch(url, { method: 'POST', headers, body });
process.stdout.write(`${response.status} ${await response.text()}`);
