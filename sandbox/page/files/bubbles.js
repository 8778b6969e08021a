// Turns messages into elements. Text only ever enters the page as text, never as HTML.

const TAGS = {
  bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre',
  blockquote: 'blockquote', expandable_blockquote: 'blockquote', spoiler: 'span',
};
const TALLEST_PHOTO_PX = 420;
const clock = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit' });
const calendar = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, '');
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** The part of `text` from `from` to `to`, with its entities (sorted, outer ones first) as elements. */
export function formatted(text, entities, from = 0, to = text.length) {
  const out = new DocumentFragment();
  const queue = [...entities];
  let at = from;
  while (queue.length) {
    const entity = queue.shift();
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    const inner = [];
    while (queue.length && queue[0].offset < end) inner.push(queue.shift());
    const shell = shellFor(entity, text.slice(start, end));
    shell.append(formatted(text, inner, start, end));
    out.append(text.slice(at, start), shell);
    at = end;
  }
  out.append(text.slice(at, to));
  return out;
}

function shellFor(entity, text) {
  if (entity.type === 'url' || entity.type === 'text_link') return link(entity.url || text);
  if (entity.type === 'bot_command') return element('button', { type: 'button', class: 'command', 'data-command': text });
  const shell = element(TAGS[entity.type] || 'span');
  if (entity.type === 'spoiler') {
    shell.className = 'spoiler';
    shell.tabIndex = 0;
    shell.setAttribute('role', 'button');
    shell.setAttribute('aria-label', 'Show hidden text');
  } else if (!(entity.type in TAGS)) shell.className = 'mention';
  return shell;
}

function link(href) {
  return element('a', { href: /^(https?|tg):/i.test(href) ? href : null, target: '_blank', rel: 'noopener noreferrer' });
}

export function bubble(message) {
  const box = element('div', { class: 'bubble' });
  if (message.reply_to) box.append(element('div', { class: 'quoted' }, message.reply_to));
  if (message.photo) box.append(picture(message.photo));
  if (message.document) box.append(file(message.document));
  const text = element('div', { class: 'text' }, formatted(message.text, message.entities));
  const at = new Date(message.sent_at * 1000);
  text.append(element('span', { class: 'at' }, message.edited_at && message.by_bot ? 'edited ' : '',
    element('time', { datetime: at.toISOString() }, clock.format(at))));
  box.append(text);
  const stack = element('div', { class: 'stack' }, box);
  if (message.keyboard.length) stack.append(keyboard(message.keyboard));
  const item = element('li', { class: message.by_bot ? 'bot' : 'me', 'data-id': message.id }, stack);
  item.classList.toggle('bare', Boolean(message.photo && !message.text));
  return item;
}

function picture(photo) {
  const image = element('img', { src: photo.url, width: photo.width, height: photo.height, alt: 'Picture from Esther' });
  image.style.width = `${Math.min(photo.width, photo.width / photo.height * TALLEST_PHOTO_PX)}px`;
  return element('button', { type: 'button', class: 'photo', 'aria-label': 'Open the picture' }, image);
}

function file(document) {
  const size = document.size < 1e3 ? `${document.size} bytes` : document.size < 1e6 ? `${(document.size / 1e3).toFixed(1)} kB` : `${(document.size / 1e6).toFixed(1)} MB`;
  const link = element('a', { class: 'file', href: document.url, download: document.name },
    element('span', { 'aria-hidden': 'true' }, '⬇'), element('span', {}, element('b', {}, document.name), element('small', {}, size)));
  link.setAttribute('aria-label', `Download ${document.name}`);
  return link;
}

function keyboard(rows) {
  return element('div', { class: 'keyboard' }, ...rows.map((row) => element('div', {}, ...row.map(key))));
}

function key(button) {
  if (!button.url) return element('button', { type: 'button', 'data-press': button.callback_data }, button.text);
  const anchor = link(button.url);
  anchor.classList.add('outside');
  anchor.append(button.text);
  return anchor;
}

export function dayOf(message) {
  const day = new Date(message.sent_at * 1000).toDateString();
  if (day === new Date().toDateString()) return 'Today';
  if (day === new Date(Date.now() - 864e5).toDateString()) return 'Yesterday';
  return calendar.format(message.sent_at * 1000);
}

export function avatar(person) {
  return element('span', { class: `avatar tint${person.id % 6}`, 'aria-hidden': 'true' }, [...person.name][0].toUpperCase());
}
