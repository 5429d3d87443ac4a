// Shows who the cookie speaks for.

const element = (id) => document.getElementById(id);
const answer = await fetch('/portal/me');
if (answer.ok) element('hello').textContent = `Hello, ${(await answer.json()).name}.`;

const used = sessionStorage.getItem('used');
if (used) {
  element('again').href = used;
  element('again').hidden = false;
}

element('out').addEventListener('click', async () => {
  const done = await fetch('/portal/signout', { method: 'POST' });
  if (done.ok) location.assign('/portal');
  else element('told').textContent = 'You are still signed in.';
});
