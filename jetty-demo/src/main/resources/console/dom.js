// What all sections need to draw. Text is always text: nothing here makes HTML of it.

export const element = (id) => document.getElementById(id);

/** A new element with a class and a text. */
export function made(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/** A new element of a drawing. */
export function drawn(tag, attributes) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  return node;
}

export const clock = (millis) => new Date(millis).toLocaleTimeString([], { hourCycle: 'h23' });

/** "401 signature", or "passed". */
export const words = (reason) => reason.replaceAll('_', ' ');

/** Does something now and each second while the page can be seen. */
export function everySecond(work) {
  setInterval(() => document.hidden || work(), 1000);
  work();
}
