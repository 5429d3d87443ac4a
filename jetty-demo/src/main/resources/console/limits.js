// Limits as buckets: each request takes one from its bucket, and time fills it again.

import { drawn, element, made } from './dom.js';
import { listen } from './feed.js';

const MOST = 12;
const FRAME = matchMedia('(prefers-reduced-motion: reduce)').matches ? 1000 : 100;
const NAMES = { failures: 'bad tokens' };
const TOP = 8;
const BOTTOM = 92;

/** By name, the one used last at the end. */
const buckets = new Map();
let moving = false;

/** How much is in it by now. */
function level({ left, capacity, refillMillis, seenAt, ageMillis }) {
  const age = performance.now() - seenAt + ageMillis;
  return Math.min(capacity, left + (age * capacity) / refillMillis);
}

/** "public /public/* 127.0.0.1" says of a bucket of "public" what is said already. */
const whose = ({ limit, of }) => (of.startsWith(`${limit} `) ? of.slice(limit.length + 1) : of);

function picture() {
  const svg = drawn('svg', { viewBox: '0 0 100 100', class: 'bucket', 'aria-hidden': 'true' });
  const clip = drawn('clipPath', { id: `bucket-${picture.made = (picture.made ?? 0) + 1}` });
  const shape = 'M8 8 L92 8 L80 92 L20 92 Z';
  clip.append(drawn('path', { d: shape }));
  const water = drawn('rect', {
    class: 'water', x: 0, width: 100, height: 100, 'clip-path': `url(#${clip.id})`,
  });
  svg.append(clip, water, drawn('path', { class: 'wall', d: shape }));
  return { svg, water };
}

function card(bucket) {
  const node = made('li');
  const { svg, water } = picture();
  const text = made('div');
  const left = made('p', 'left');
  const state = made('p', 'state');
  text.append(made('h3', '', NAMES[bucket.limit] ?? bucket.limit), left, made('p', 'of', whose(bucket)), state);
  node.append(svg, text);
  return { node, water, left, state };
}

function seconds(millis) {
  const rounded = Math.ceil(millis / 1000);
  return rounded > 90 ? `${Math.ceil(rounded / 60)} min` : `${rounded} s`;
}

/** True where it is not full yet, so that it must be drawn again. */
function draw(bucket) {
  const { capacity, refillMillis, drawing, allowed } = bucket;
  const now = level(bucket);
  const full = now >= capacity;
  drawing.water.setAttribute('y', BOTTOM - (now / capacity) * (BOTTOM - TOP));
  drawing.left.textContent = `${Math.floor(now)} of ${capacity} left`;
  drawing.node.classList.toggle('empty', now < 1);
  const wait = `full again in ${seconds(((capacity - now) / capacity) * refillMillis)}`;
  const refused = allowed || now >= 1 ? '' : 'refuses now, ';
  drawing.state.textContent = full ? 'full' : refused + wait;
  return !full;
}

function drawAll() {
  const unfinished = [...buckets.values()].map(draw).some(Boolean);
  moving = unfinished && !document.hidden;
  if (moving) setTimeout(drawAll, FRAME);
}

function hear(news, isAll) {
  if (isAll) buckets.clear();
  for (const one of news) {
    const name = `${one.limit} ${one.of}`;
    const drawing = buckets.get(name)?.drawing ?? card(one);
    buckets.delete(name);
    buckets.set(name, { ...one, drawing, seenAt: performance.now() });
    if (buckets.size > MOST) buckets.delete(buckets.keys().next().value);
  }
  const sorted = [...buckets].sort(([one], [other]) => one.localeCompare(other));
  const nodes = sorted.map(([, bucket]) => bucket.drawing.node);
  const list = element('limits-list');
  if (nodes.length !== list.children.length || nodes.some((node, at) => list.children[at] !== node)) {
    list.replaceChildren(...nodes);
  }
  element('limits-none').hidden = nodes.length > 0;
  if (!moving) drawAll();
}

listen('limits', hear);
document.addEventListener('visibilitychange', () => document.hidden || moving || drawAll());
