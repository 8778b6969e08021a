// The export page: sends a code, and shows the key that comes back until it is hidden, left or two minutes old.
// The key is in no address, storage or message of this page.

const $ = (id) => document.getElementById(id);
const proof = document.querySelector('main').dataset.proof;
const SHOWN_FOR_MS = 120_000;
// Inside Telegram the app hands over who opened the page: https://core.telegram.org/bots/webapps#initializing-mini-apps
const initData = new URLSearchParams(location.hash.slice(1)).get('tgWebAppData') || '';

async function ask() {
  const body = new URLSearchParams({ code: $('code').value, init_data: initData });
  return fetch(location.pathname, {
    method: 'POST', body, headers: { 'X-Page-Proof': proof }, cache: 'no-store', credentials: 'omit', redirect: 'error',
  }).then((response) => response.json()).catch(() => ({ problem: 'Esther does not answer. Try again in a minute.' }));
}

function show(id) {
  for (const part of ['ask', 'shown', 'done']) $(part).hidden = part !== id;
}

function forget() {
  $('code').value = '';
  if (!$('key').textContent) return;
  $('key').textContent = '';
  show('done');
}

$('ask').addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = $('ask').querySelector('button');
  button.disabled = true;
  const answer = await ask();
  button.disabled = false;
  $('code').value = '';
  $('problem').hidden = !answer.problem;
  $('problem').textContent = answer.problem || '';
  if (answer.problem) return;
  $('key').textContent = answer.key;
  show('shown');
  setTimeout(forget, SHOWN_FOR_MS);
});

$('copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText($('key').textContent);
    $('copy').textContent = 'Copied';
  } catch { // a page inside Telegram's may not: the key is selected instead
    getSelection().selectAllChildren($('key'));
    $('copy').textContent = 'Selected: copy it yourself';
  }
});

$('hide').addEventListener('click', forget);
window.addEventListener('pagehide', forget);
