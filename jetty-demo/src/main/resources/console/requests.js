// The last requests, newest first.

import { clock, element, made, words } from './dom.js';
import { listen } from './feed.js';

const MOST = 50;

let rows = [];
let waiting = 0;
let paused = false;

function cell(className, ...content) {
  const node = made('td', className);
  node.setAttribute('role', 'cell');
  node.append(...content);
  return node;
}

function outcome({ reason, status, enforced }) {
  if (reason === 'passed') return made('strong', 'in', 'passed');
  const text = enforced ? `${status} ${words(reason)}` : `would be ${status} ${words(reason)}`;
  return made('strong', enforced ? 'out' : 'would', text);
}

/** Where a table is too wide, its rows are blocks: then only the roles say that it is one. */
function drawnRow(row) {
  const node = made('tr');
  node.setAttribute('role', 'row');
  node.append(
    cell('time', clock(row.at)),
    cell('outcome', outcome(row)),
    cell('request', made('code', '', `${row.method} ${row.path}`), made('small', '', row.detail)),
    cell('who', row.caller || row.address),
    cell('rule', row.rule),
    cell('id', made('code', '', row.id)),
  );
  return node;
}

function draw() {
  const refusedOnly = element('requests-refused').checked;
  const shown = rows.filter((row) => !refusedOnly || row.reason !== 'passed');
  element('requests-rows').replaceChildren(...shown.map(drawnRow));
  element('requests-none').hidden = shown.length > 0;
}

function drawPause() {
  const button = element('requests-pause');
  button.textContent = paused ? 'Go on' : 'Pause';
  element('requests-waiting').textContent = paused ? `${waiting} came meanwhile.` : '';
}

let held = [];

listen('decisions', (news, isAll) => {
  const newest = [...news.rows].reverse();
  held = (isAll ? newest : [...newest, ...held]).slice(0, MOST);
  if (paused) {
    waiting += isAll ? 0 : Object.values(news.counts).reduce((all, one) => all + one, 0);
    drawPause();
  } else {
    rows = held;
    draw();
  }
});

element('requests-pause').addEventListener('click', () => {
  paused = !paused;
  waiting = 0;
  rows = held;
  drawPause();
  draw();
});
element('requests-refused').addEventListener('change', draw);
