// The import page: asks which address a pasted key belongs to, and has it kept when that is confirmed.
// The key stays in its field until then, and is in no address, storage or message of this page.

const $ = (id) => document.getElementById(id);
const proof = document.querySelector('main').dataset.proof;
// Inside Telegram the app hands over who opened the page: https://core.telegram.org/bots/webapps#initializing-mini-apps
const initData = new URLSearchParams(location.hash.slice(1)).get('tgWebAppData') || '';

async function ask(step) {
  const body = new URLSearchParams({ step, key: $('key').value, address: $('address').textContent, init_data: initData });
  const answer = await fetch(location.pathname, {
    method: 'POST', body, headers: { 'X-Page-Proof': proof }, cache: 'no-store', credentials: 'omit', redirect: 'error',
  }).then((response) => response.json()).catch(() => ({ problem: 'Esther does not answer. Try again in a minute.' }));
  $('problem').hidden = !answer.problem;
  $('problem').textContent = answer.problem || '';
  return answer.problem ? null : answer;
}

function show(id) {
  for (const part of ['paste', 'confirm', 'done']) $(part).hidden = part !== id;
}

function forget() {
  $('key').value = '';
  $('address').textContent = '';
}

function on(form, act) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const buttons = [...form.querySelectorAll('button')];
    buttons.forEach((button) => { button.disabled = true; });
    await act();
    buttons.forEach((button) => { button.disabled = false; });
  });
}

on($('paste'), async () => {
  const answer = await ask('look');
  if (!answer) return;
  $('address').textContent = answer.address;
  show('confirm');
});

on($('confirm'), async () => {
  const answer = await ask('keep');
  forget();
  if (!answer) return show('paste');
  $('name').textContent = answer.name;
  return show('done');
});

$('back').addEventListener('click', () => {
  forget();
  $('problem').hidden = true;
  show('paste');
  $('key').focus();
});
window.addEventListener('pagehide', forget);
