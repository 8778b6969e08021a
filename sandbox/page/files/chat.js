// The chat: asks the sandbox what is new, shows it, and sends what the person does.

import { avatar, bubble, dayOf, element } from './bubbles.js';

const POLL_MS = 700;
const PRESS_TIMEOUT_MS = 15000;
const $ = (id) => document.getElementById(id);
const [log, scroll, text, commands] = ['log', 'scroll', 'text', 'commands'].map($);

let me = Number(sessionStorage.getItem('me')) || 1001;
let version = 0;
let view = { people: [], commands: [], ids: [] };
let messages = new Map();
const seen = JSON.parse(sessionStorage.getItem('seen') || '{}');
const timers = {};
let asking = false;

async function poll() {
  clearTimeout(timers.poll);
  if (document.hidden || asking) return;
  asking = true;
  const asked = me;
  const news = await fetch(`/sandbox/chat/state?person=${me}&since=${version}`, { signal: AbortSignal.timeout(10000) })
    .then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  asking = false;
  timers.poll = setTimeout(poll, asked === me ? POLL_MS : 0);
  if (!news) $('status').textContent = 'connecting…';
  else if (asked === me) show(news);
}

async function act(action, body = {}) {
  const result = await fetch(`/sandbox/chat/${action}`, { method: 'POST', body: JSON.stringify(body) })
    .then((answer) => answer.json()).catch(() => ({ problem: 'The sandbox does not answer. Is it running?' }));
  if (result.problem) toast(result.problem);
  poll();
  return result.problem ? null : result;
}

function show(news) {
  if (news.version !== version && news.people) {
    const isFirst = version === 0;
    version = news.version;
    view = news;
    if (news.person !== me) return become(news.person);
    const atBottom = isNearBottom(80);
    showMessages(news);
    if (!isFirst) news.answers.forEach(showAnswer);
    showPeople();
    showControls();
    showTyping(news.typing_ms);
    if (atBottom) toBottom();
  }
  view.online = news.online;
  showStatus();
}

function showMessages(news) {
  const alive = new Set(news.ids);
  for (const [id, known] of messages) {
    if (alive.has(id)) continue;
    known.item.remove();
    messages.delete(id);
  }
  for (const message of news.messages) {
    const item = bubble(message);
    const known = messages.get(message.id);
    if (known) known.item.replaceWith(item);
    else log.append(item);
    item.classList.toggle('fresh', !known && messages.size > 0);
    messages.set(message.id, { ...message, item });
  }
  markDays();
}

function markDays() {
  let before = {};
  for (const known of messages.values()) {
    const day = dayOf(known);
    known.item.dataset.day = day === before.day ? '' : day;
    known.item.classList.toggle('joined', before.by_bot === known.by_bot && day === before.day);
    before = { day, by_bot: known.by_bot };
  }
}

function showAnswer(answer) {
  messages.get(answer.message_id)?.item.querySelector('.busy')?.classList.remove('busy');
  if (answer.text && answer.show_alert) ask(answer.text, { no: '' });
  else if (answer.text) toast(answer.text);
}

function showPeople() {
  seen[me] = Math.max(0, ...view.ids);
  sessionStorage.setItem('seen', JSON.stringify(seen));
  const isUnread = (person) => person.last_by_bot && person.last > (seen[person.id] || 0);
  const focused = document.activeElement.dataset.person;
  $('people').replaceChildren(...view.people.map((person) => {
    const role = person.is_operator ? [element('i', { class: 'tag' }, 'operator')] : [];
    const name = element('span', { class: 'name' }, element('b', {}, person.name, ...role),
      element('small', {}, person.preview || 'No messages yet'));
    const dot = isUnread(person) ? [element('span', { class: 'badge', 'aria-label': 'new messages' })] : [];
    const button = element('button', { type: 'button', class: 'row', 'data-person': person.id, 'aria-current': String(person.id === me) },
      avatar(person), name, ...dot);
    return element('li', {}, button);
  }));
  if (focused) $('people').querySelector(`[data-person="${focused}"]`)?.focus();
  $('unread').hidden = !view.people.some(isUnread);
  const self = view.people.find((person) => person.id === me);
  $('me').replaceChildren(`You are ${self.name}`, avatar(self));
}

function showControls() {
  const empty = view.ids.length === 0;
  const appears = $('composer').hidden && !empty && !view.blocked;
  $('empty').hidden = !empty;
  $('start').hidden = !empty || view.blocked;
  $('unblock').hidden = !view.blocked;
  $('composer').hidden = empty || view.blocked;
  $('menu').hidden = view.commands.length === 0;
  $('block').checked = view.blocked;
  $('pacing').checked = view.pacing;
  $('delivery').textContent = view.delivery;
  if (appears && matchMedia('(hover: hover)').matches) text.focus();
}

function showTyping(milliseconds) {
  clearTimeout(timers.typing);
  view.typing = milliseconds > 0;
  if (!view.typing) return;
  timers.typing = setTimeout(() => { view.typing = false; showStatus(); }, milliseconds);
}

function showStatus() {
  const status = $('status');
  status.textContent = view.typing ? 'typing' : view.online ? 'online' : 'offline: she is not connected yet';
  status.className = view.typing ? 'typing' : view.online ? 'online' : '';
}

function isNearBottom(distance) {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < distance;
}

function toBottom() {
  scroll.scrollTop = scroll.scrollHeight;
}

function toast(words) {
  clearTimeout(timers.toast);
  $('toast').textContent = words;
  $('toast').hidden = false;
  timers.toast = setTimeout(() => { $('toast').hidden = true; }, 4000);
}

function ask(words, { input = false, yes = 'OK', no = 'Cancel' } = {}) {
  const dialog = $('ask');
  $('ask-text').textContent = words;
  $('ask-input').hidden = !input;
  $('ask-input').value = '';
  $('ask-yes').textContent = yes;
  $('ask-no').textContent = no;
  $('ask-no').hidden = !no;
  dialog.returnValue = '';
  dialog.showModal();
  (input ? $('ask-input') : $('ask-yes')).focus();
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(dialog.returnValue === 'yes');
  });
}

function become(person) {
  me = person;
  sessionStorage.setItem('me', me);
  version = 0;
  messages = new Map();
  log.replaceChildren();
  document.body.classList.remove('side-open');
  poll();
  text.focus();
}

async function send(words) {
  toBottom();
  return act('send', { person: me, text: words });
}

async function press(button) {
  if (button.classList.contains('busy')) return;
  button.classList.add('busy');
  const message = Number(button.closest('li').dataset.id);
  const isSent = await act('press', { person: me, message, data: button.dataset.press });
  setTimeout(() => button.classList.remove('busy'), isSent ? PRESS_TIMEOUT_MS : 0);
}

function write(words) {
  text.value = words;
  text.dispatchEvent(new Event('input'));
}

function grow() {
  text.style.height = 'auto';
  text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
}

function offerCommands(all = false) {
  const typed = text.value.match(/^\/(\w*)$/);
  const fitting = all || typed ? view.commands.filter((c) => all || c.command.startsWith(typed[1].toLowerCase())) : [];
  commands.replaceChildren(...fitting.map((command, i) => element('li',
    { role: 'option', id: `command-${i}`, 'data-command': `/${command.command}`, 'aria-selected': 'false' },
    element('b', {}, `/${command.command}`), element('span', {}, command.description))));
  commands.hidden = fitting.length === 0;
  text.setAttribute('aria-expanded', String(!commands.hidden));
  choose(0);
}

function choose(index) {
  const options = [...commands.children];
  const chosen = (index + options.length) % (options.length || 1);
  options.forEach((option, i) => option.setAttribute('aria-selected', String(i === chosen)));
  options[chosen]?.scrollIntoView({ block: 'nearest' });
  if (options.length) text.setAttribute('aria-activedescendant', `command-${chosen}`);
  else text.removeAttribute('aria-activedescendant');
}

function sendCommand(command) {
  write('');
  send(command);
  text.focus();
}

function onMenuKey(event) {
  const options = [...commands.children];
  const current = options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) choose(current + moves[event.key]);
  else if (event.key === 'Escape') commands.hidden = true;
  else if (event.key === 'Tab') { text.value = `${options[current].dataset.command} `; commands.hidden = true; }
  else if (event.key === 'Enter') sendCommand(options[current].dataset.command);
  else return;
  event.preventDefault();
}

text.addEventListener('input', () => { grow(); offerCommands(); });
text.addEventListener('keydown', (event) => {
  if (event.isComposing) return;
  if (!commands.hidden) onMenuKey(event);
  if (event.key === 'Enter' && !event.shiftKey && !event.defaultPrevented) {
    event.preventDefault();
    $('composer').requestSubmit();
  }
});
$('composer').addEventListener('submit', async (event) => {
  event.preventDefault();
  const words = text.value;
  write('');
  if (words.trim() && !await send(words)) write(words);
});
$('menu').addEventListener('click', () => {
  if (commands.hidden) offerCommands(true); else commands.hidden = true;
  text.focus();
});
commands.addEventListener('click', (event) => {
  const option = event.target.closest('[data-command]');
  if (option) sendCommand(option.dataset.command);
});
log.addEventListener('click', (event) => {
  const target = event.target.closest('[data-press], [data-command], .spoiler, .photo');
  if (!target) return;
  if (target.dataset.press) press(target);
  else if (target.dataset.command) send(target.dataset.command);
  else if (target.classList.contains('spoiler')) target.classList.add('shown');
  else { $('viewer').firstChild.src = target.firstChild.src; $('viewer').showModal(); }
});
log.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.classList.contains('spoiler')) event.target.classList.add('shown');
});
scroll.addEventListener('scroll', () => { $('down').hidden = isNearBottom(200); });
$('down').addEventListener('click', toBottom);
$('viewer').addEventListener('click', () => $('viewer').close());
$('ask-no').addEventListener('click', () => $('ask').close());
$('start').addEventListener('click', () => send('/start'));
$('unblock').addEventListener('click', () => act('block', { person: me, on: false }));
$('people').addEventListener('click', (event) => {
  const row = event.target.closest('[data-person]');
  if (row) become(Number(row.dataset.person));
});
$('new-person').addEventListener('click', async () => {
  if (!await ask('What is the new person called?', { input: true, yes: 'Join' })) return;
  const person = await act('people', { name: $('ask-input').value });
  if (person) become(person.id);
});
document.addEventListener('click', ({ target }) => {
  const isInside = target.closest('#side') && !target.closest('#close-side');
  if (!isInside) document.body.classList.toggle('side-open', Boolean(target.closest('#open-side')));
});
$('sandbox').addEventListener('click', async (event) => {
  const { symbol, percent } = event.target.dataset;
  const moved = symbol && await act('nudge', { symbol, percent });
  if (moved) toast(moved.text);
});
$('block').addEventListener('change', (event) => act('block', { person: me, on: event.target.checked }));
$('pacing').addEventListener('change', (event) => act('pace', { on: event.target.checked }));
$('forget').addEventListener('click', async () => {
  if (await ask('Forget every chat, new person and market move? Esther’s own database stays.', { yes: 'Forget' })) act('forget');
});
document.addEventListener('visibilitychange', poll);
poll();
