// Writes the code of the README into files, so that the compiler sees it too: node snippets.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const here = (path) => new URL(path, import.meta.url);
const snippets = [...readFileSync(here('../README.md'), 'utf8').matchAll(/^```js\n(.*?)^```$/gms)];
if (snippets.length !== 3) throw new Error(`${snippets.length} snippets`);
mkdirSync(here('../target'), { recursive: true });
snippets.forEach(([, code], number) => writeFileSync(here(`../target/readme-${number}.js`), code));
