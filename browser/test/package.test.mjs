// What is handed out: one small file without dependencies.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import * as watchword from '../watchword.js';

const text = readFileSync(new URL('../watchword.js', import.meta.url), 'utf8');

test('file_isSmallerThanFourKilobytes', () => {
  const size = gzipSync(text).length;
  assert.ok(size < 4096, `${size} bytes`);
});

test('file_importsNothing', () => {
  assert.doesNotMatch(text, /\bimport\b|\brequire\b|\beval\b|\bFunction\b|innerHTML/);
});

test('file_postsToNobodyButTheOneOrigin', () => {
  assert.doesNotMatch(text, /'\*'/);
  assert.doesNotMatch(text, /Storage|cookie/); // nor does it leave a token behind
});

test('exports_areThoseOfTypes', () => {
  const types = readFileSync(new URL('../watchword.d.ts', import.meta.url), 'utf8');
  const declared = new Set([...types.matchAll(/^export function (\w+)/gm)].map(([, name]) => name));
  assert.deepEqual(Object.keys(watchword).sort(), [...declared].sort());
});
