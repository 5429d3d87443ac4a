// What is handed out: two small files without dependencies.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import * as watchword from 'watchword';
import * as identify from 'watchword/identify';

const textOf = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const parts = [
  { name: 'watchword', exported: watchword, limit: 4096, imports: [] },
  { name: 'watchword-identify', exported: identify, limit: 1024, imports: ['./watchword.js'] },
];

for (const { name, exported, limit, imports } of parts) {
  const text = textOf(`${name}.js`);

  test(`file_isSmallerThanItsLimit ${name}`, () => {
    const size = gzipSync(text).length;
    assert.ok(size < limit, `${size} bytes`);
  });

  test(`file_importsNoStranger ${name}`, () => {
    assert.deepEqual([...text.matchAll(/\bimport\b.* from '(.+)';/g)].map(([, from]) => from), imports);
    assert.equal(text.match(/\bimport\b/g)?.length ?? 0, imports.length);
    assert.doesNotMatch(text, /\brequire\b|\beval\b|\bFunction\b|innerHTML/);
  });

  test(`file_postsToNobodyButTheOneOrigin ${name}`, () => {
    assert.doesNotMatch(text, /'\*'/);
    assert.doesNotMatch(text, /Storage|cookie/); // nor does it leave a token behind
  });

  test(`exports_areThoseOfTypes ${name}`, () => {
    const declared = new Set([...textOf(`${name}.d.ts`).matchAll(/^export function (\w+)/gm)].map(([, each]) => each));
    assert.deepEqual(Object.keys(exported).sort(), [...declared].sort());
  });
}

test('package_hasEveryFile', () => {
  const { files, exports } = JSON.parse(textOf('package.json'));
  const named = Object.values(exports).flatMap((each) => Object.values(each)).map((path) => path.slice(2));
  assert.deepEqual([...files].sort(), [...named].sort());
});
