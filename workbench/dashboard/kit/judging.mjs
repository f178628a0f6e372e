// A row of answers for a pair of records, each with its key. A key chooses and never stores: the
// reason is asked for in the field below, which takes the cursor.
let listening = null;

class Answers {
  constructor(root) {
    this.root = root;
    this.host = root.querySelector('.judging');
    for (const button of this.host.querySelectorAll('button')) {
      button.addEventListener('click', () => this.key(button.dataset.key));
    }
  }

  load(component) {
    this.component = component;
    const { words, chosen } = component.data;
    for (const button of this.host.querySelectorAll('button')) {
      const word = button.dataset.word;
      button.innerHTML = '<kbd></kbd> <span></span>';
      button.querySelector('kbd').textContent = button.dataset.key;
      button.querySelector('span').textContent = words[word];
      button.setAttribute('aria-pressed', String(word === chosen));
    }
  }

  key(key) {
    const verdict = { 1: 'same', 2: 'different', 3: 'cannot_tell' }[key];
    if (verdict) {
      this.component.setTriggerValue('verdict', verdict);
      setTimeout(() => this.toTheReason(), 400);
    } else if (key === 'n') this.component.setTriggerValue('next', true);
    else if (key === 'u') this.component.setTriggerValue('undo', true);
    else return false;
    return true;
  }

  toTheReason() {
    const field = document.querySelector('[data-testid="stTextArea"] textarea');
    if (field && this.host.isConnected) field.focus();
  }
}

// Keys work on the whole page, but never while somebody writes.
function keys(event) {
  if (!listening?.host.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.composedPath()[0];
  if (at.closest?.('input, textarea, select, canvas, [contenteditable=true], [role=combobox], [role=slider]')) return;
  if (listening.key(event.key)) event.preventDefault();
}

const known = new WeakMap();

export function draw(component) {
  const host = component.parentElement.querySelector('.judging');
  if (!known.has(host)) {
    known.set(host, new Answers(component.parentElement));
    if (!listening) document.addEventListener('keydown', keys);
  }
  listening = known.get(host);
  listening.load(component);
}
