// Sends what a form holds to the project while it is being filled, so that a reload or the end of a
// session loses nothing. Fields are found by the key under which the page drew them; only what
// differs from the blank form is sent. Nothing is kept in the browser: a machine is shared.
const EVERY_MS = 1000;
const OVER = 205;
const forms = new Map();
let began = false;

const written = (fields) => JSON.stringify(Object.entries(fields).sort());
const isNumber = (text) => text.trim() !== '' && Number.isFinite(Number(text));
const same = (value, blank) => value === blank || (isNumber(value) && isNumber(blank) && Number(value) === Number(blank));

// What a field holds as the page knows it; undefined where it cannot be read now.
function held(element, choices) {
  const area = element.querySelector('textarea');
  if (area) return area.value;
  if (element.querySelector('input[type=radio]')) {
    const chosen = element.querySelector('input[type=radio]:checked');
    return chosen ? choices?.[chosen.closest('label').innerText.trim()] : '';
  }
  const input = element.querySelector('input:not([type=password])');
  if (!input) return undefined;
  return input.role === 'combobox' || input.getAttribute('role') === 'combobox' ? choices?.[input.value] ?? input.value : input.value;
}

function read(form) {
  const key = `${form.name}-t${form.turn}`;
  const root = document.querySelector(`.st-key-draft-${key}`);
  if (!root) return null;
  const fields = {};
  for (const [name, blank] of Object.entries(form.blank)) {
    const element = root.querySelector(`.st-key-${key}--${name}`);
    // A field that is folded away holds what it held.
    const value = (element && held(element, form.choices[name])) ?? form.fields[name];
    if (value !== undefined && !same(value, blank)) fields[name] = value;
  }
  return fields;
}

async function send(form, leaving) {
  const fields = read(form);
  if (!fields || form.over || (form.sending && !leaving) || written(fields) === written(form.fields)) return;
  form.sending = true;
  const address = location.pathname + location.search;
  try {
    const answer = await fetch('/draft', {
      method: 'POST', keepalive: leaving, cache: 'no-store', redirect: 'manual',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: form.name, turn: form.turn, fields, address }),
    });
    if (answer.ok) form.fields = fields;
    form.over = answer.status === OVER;
  } catch { /* the server rests: the next second asks again */ }
  form.sending = false;
}

const all = (leaving) => { for (const form of forms.values()) send(form, leaving); };

export function draw({ data }) {
  const before = forms.get(data.name);
  const goesOn = before && before.turn === data.turn;
  forms.set(data.name, { ...data, fields: goesOn ? before.fields : data.fields, over: goesOn && before.over });
  if (began) return;
  began = true;
  setInterval(all, EVERY_MS, false);
  addEventListener('pagehide', () => all(true));
  document.addEventListener('visibilitychange', () => { if (document.hidden) all(true); });
}
