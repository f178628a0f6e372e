// The list of keys, opened by `?` on any page or by its button. A dialog of the browser's own: it
// takes the focus, gives it back, closes by Escape, and a screen reader says what it is.
let list = null;
let listening = false;

const element = (name, text, parent, attributes = {}) => {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
};

function fill(root, data) {
  const open = root.querySelector('.open');
  open.replaceChildren();
  element('kbd', '?', open, { 'aria-hidden': 'true' });
  element('span', data.title, open);
  root.querySelector('h2').textContent = data.title;
  root.querySelector('.close').textContent = data.close;
  root.querySelector('.parts').replaceChildren(...data.parts.map((part) => {
    const table = document.createElement('table');
    element('caption', part.name, table);
    const body = element('tbody', '', table);
    for (const line of part.lines) {
      const row = element('tr', '', body);
      const head = element('th', '', row, { scope: 'row' });
      line.keys.forEach((key, place) => { if (place) head.append(' '); element('kbd', key, head); });
      element('td', line.does, row);
    }
    return table;
  }));
}

// Keys work on the whole page, but never while somebody writes.
const writes = (at) => at.closest?.('input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true]');

function keys(event) {
  if (!list?.isConnected || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (writes(event.composedPath()[0])) return;
  if (event.key === '?' || event.key === '？') toggle();
  else if (event.key === '/' && !list.open) document.querySelector('.st-key-frame_search input')?.focus();
  else return;
  event.preventDefault();
}

const toggle = () => (list.open ? list.close() : list.showModal());

export function draw({ parentElement, data }) {
  list = parentElement.querySelector('dialog');
  fill(parentElement, data);
  parentElement.querySelector('.open').onclick = toggle;
  // A click beside the list closes it too.
  list.onclick = (event) => { if (event.target === list) list.close(); };
  if (listening) return;
  listening = true;
  document.addEventListener('keydown', keys);
}
