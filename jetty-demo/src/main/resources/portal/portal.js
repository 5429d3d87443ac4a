// Asks for the link that the customer's backend would make for Alice.

const link = document.getElementById('link');
const answer = await fetch('/portal-link');
if (answer.ok) {
  link.href = (await answer.json()).link;
  link.hidden = false;
  link.addEventListener('click', () => sessionStorage.setItem('used', link.href)); // worth nothing afterwards
} else {
  document.getElementById('told').textContent = 'Links are made only on the machine that runs the demo.';
}
