// A flood of forged tokens, and what it costs the server.

import { ask } from './calls.js';
import { element, made } from './dom.js';

const CALLS = 2000;
const A_SECOND = 1e6;
const KINDS = [
  ['forged', 'A forged token, refused', 'out'],
  ['good', 'A good token, admitted', 'in'],
  ['again', 'The same token again', 'in'],
];

const many = (number) => number.toLocaleString('en-US');

function answers(counts) {
  return Object.entries(counts).map(([what, count]) => `${many(count)} × ${what}`).join(', ');
}

function draw(costs) {
  const most = Math.max(...KINDS.map(([kind]) => costs[kind].micros));
  element('cost-bars').replaceChildren(...KINDS.flatMap(([kind, label, side]) => {
    const { micros, answers: counts } = costs[kind];
    const value = made('dd', '', '');
    const bar = made('div', `cost ${side}`, '');
    bar.style.width = `${Math.max(1, (100 * micros) / most)}%`;
    value.append(bar, made('b', '', `${micros} µs`), made('span', 'quiet', answers(counts)));
    return [made('dt', '', label), value];
  }));
  const aSecond = many(Math.round(A_SECOND / costs.forged.micros / 1000) * 1000);
  const slowed = costs.forged.answers[429];
  element('cost-told').textContent =
    `Refusing a forged token took ${costs.forged.micros} µs of CPU time, admitting a good one ${costs.good.micros} µs: `
    + `one core refuses some ${aSecond} a second.`
    + (slowed ? ' The address that sent them is slowed (429); good tokens from it still pass.' : '');
}

async function flood() {
  element('cost-flood').disabled = true;
  try {
    draw(await ask('/flood', { calls: CALLS }));
  } catch (problem) {
    element('cost-told').textContent = `It was not measured: ${problem.message}.`;
  }
  element('cost-flood').disabled = false;
}

element('cost-flood').addEventListener('click', flood);
