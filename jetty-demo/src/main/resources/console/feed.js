// The events of the server, read once for all sections of the page.

import { element } from './dom.js';

const CLOSED = 2;
const AGAIN = 5000;

const hearers = [];
let source = null;
let again = 0;

/** Calls hear(data, isAll) with what is new about a topic, and with all of it at each beginning. */
export function listen(topic, hear) {
  hearers.push({ topic, hear });
}

function tell(event) {
  const data = JSON.parse(event.data);
  for (const { topic, hear } of hearers) {
    if (data[topic]) hear(data[topic], event.type === 'all');
  }
}

function say(state, text) {
  element('feed').dataset.state = state;
  element('feed').textContent = text;
}

function failed() {
  if (source.readyState !== CLOSED) {
    say('lost', 'The server does not answer. Trying again.');
    return;
  }
  source = null;
  say('lost', 'Nothing to see here: only the machine that runs the demo may look.');
  clearTimeout(again);
  again = setTimeout(open, AGAIN); // or the server was starting
}

function open() {
  if (source !== null || document.hidden) return;
  source = new EventSource('/console/events');
  source.addEventListener('all', tell);
  source.addEventListener('news', tell);
  source.addEventListener('open', () => say('on', 'Live'));
  source.addEventListener('error', failed);
}

/** A page that nobody sees costs the server nothing. */
function turn() {
  if (!document.hidden) {
    open();
  } else if (source !== null) {
    source.close();
    source = null;
    say('off', 'Not watching while the page is hidden.');
  }
}

document.addEventListener('visibilitychange', turn);
// By then every section listens.
if (document.readyState === 'complete') open();
else document.addEventListener('DOMContentLoaded', open);
