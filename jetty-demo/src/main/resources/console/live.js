// Decisions over time, by reason: a chart, and the same as a table.

import { drawn, element, everySecond, made, words } from './dom.js';
import { listen } from './feed.js';

const SECONDS = 60;
const WIDTH = 600;
const HEIGHT = 150;
const COLOURS = 6;
const SAID_EVERY = 15_000;

/** Counts by second, and in each by reason. */
const seconds = new Map();
const colours = new Map([['passed', 'passed']]);
let unsaid = { passed: 0, refused: 0 };
let saidAt = 0;

const now = () => Math.floor(Date.now() / 1000);

function colour(reason) {
  if (!colours.has(reason)) colours.set(reason, `refused-${Math.min(colours.size, COLOURS)}`);
  return colours.get(reason);
}

function count(second, reason, number) {
  if (!seconds.has(second)) seconds.set(second, new Map());
  const counts = seconds.get(second);
  counts.set(reason, (counts.get(reason) ?? 0) + number);
  colour(reason);
}

function forget() {
  for (const second of seconds.keys()) {
    if (second <= now() - SECONDS) seconds.delete(second);
  }
}

/** The reasons of the last minute with their numbers, in the order of their colours. */
function totals() {
  const sums = new Map();
  for (const counts of seconds.values()) {
    counts.forEach((number, reason) => sums.set(reason, (sums.get(reason) ?? 0) + number));
  }
  const order = [...colours.keys()];
  return [...sums].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
}

const sum = (counts) => [...counts.values()].reduce((all, one) => all + one, 0);

/** The top of the scale: a round number that is high enough. */
function top(most) {
  const nice = [4, 6, 8, 10, 12, 16, 20, 30];
  while (nice[0] < most) nice.push(nice.shift() * 10);
  return nice[0];
}

function bar(second, counts, most) {
  const width = WIDTH / SECONDS;
  const x = (second - now() + SECONDS - 1) * width;
  const group = drawn('g', {});
  let y = HEIGHT;
  const parts = [...counts].sort(([one], [other]) => (other === 'passed') - (one === 'passed'));
  for (const [reason, number] of parts) {
    const height = Math.max(2, (number / most) * (HEIGHT - 4));
    y -= height;
    group.append(
      drawn('rect', { class: colour(reason), x: x + 1, y, width: width - 2, height, rx: 1.5 }),
    );
  }
  return group;
}

function drawChart(reasons) {
  const most = top(Math.max(1, ...[...seconds.values()].map(sum)));
  element('live-most').textContent = seconds.size > 0 ? `${most} a second` : '';
  element('live-bars').replaceChildren(
    ...[...seconds].map(([second, counts]) => bar(second, counts, most)),
  );
  const spoken = reasons.map(([reason, number]) => `${number} ${words(reason)}`).join(', ');
  element('live-chart').setAttribute(
    'aria-label',
    `Decisions of the last minute: ${spoken || 'none'}`,
  );
}

function drawLegend(reasons) {
  const items = reasons.map(([reason, number]) => {
    const item = made('li', colour(reason));
    item.append(made('span', '', words(reason)), ' ', made('strong', '', number));
    return item;
  });
  element('live-legend').replaceChildren(...items);
}

function drawTable(reasons) {
  const rows = reasons.map(([reason, number]) => {
    const row = made('tr');
    const head = made('th', '', words(reason));
    head.scope = 'row';
    row.append(head);
    for (let tens = 5; tens >= 0; tens -= 1) {
      const last = now() - tens * 10;
      let slot = 0;
      for (let second = last - 9; second <= last; second += 1) {
        slot += seconds.get(second)?.get(reason) ?? 0;
      }
      row.append(made('td', '', slot));
    }
    row.append(made('td', '', number));
    return row;
  });
  element('live-rows').replaceChildren(...rows);
}

/** For who hears the page: now and then, and only if something was decided. */
function speak() {
  const { passed, refused } = unsaid;
  if (passed + refused === 0 || Date.now() - saidAt < SAID_EVERY) return;
  element('live-said').textContent = `${passed} passed, ${refused} refused.`;
  unsaid = { passed: 0, refused: 0 };
  saidAt = Date.now();
}

function draw() {
  forget();
  const reasons = totals();
  element('live-none').hidden = reasons.length > 0;
  drawChart(reasons);
  drawLegend(reasons);
  if (element('live-table').open) drawTable(reasons);
  speak();
}

listen('decisions', ({ rows, counts }, isAll) => {
  if (isAll) {
    seconds.clear();
    rows.forEach((row) => count(Math.floor(row.at / 1000), row.reason, 1));
  }
  Object.entries(counts).forEach(([reason, number]) => {
    count(now(), reason, number);
    unsaid[reason === 'passed' ? 'passed' : 'refused'] += number;
  });
  draw();
});
element('live-table').addEventListener('toggle', draw);
everySecond(draw);
