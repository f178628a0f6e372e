// A picture on which lines and numbered features are drawn, in pixels of the photo. A click sets a
// point; by keyboard the arrows move a cross and Enter sets it. The digits choose what is drawn.
const NS = 'http://www.w3.org/2000/svg';
const drawings = new WeakMap();

const make = (name, attributes, parent) => {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.appendChild(element);
  return element;
};
const path = (points, closed) => points.map(([x, y], i) => `${i ? 'L' : 'M'}${x} ${y}`).join('') + (closed && points.length > 2 ? 'Z' : '');
// What is drawn, whatever order it came in and however many empty lines it holds.
const same = (drawn) => JSON.stringify(Object.entries(drawn).filter(([, points]) => points.length).sort());
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

// Whoever leaves the picture for a button is done: the page hears of the stroke before the button.
let untold = null;
document.addEventListener('pointerdown', (event) => { if (untold && !event.composedPath().includes(untold.svg)) untold.tell(); }, true);
document.addEventListener('focusout', () => untold?.tell(), true);

class Drawing {
  constructor(root) {
    this.frame = root.querySelector('.drawing');
    this.svg = root.querySelector('svg');
    this.bar = root.querySelector('.bar');
    this.status = root.querySelector('.status');
    this.svg.addEventListener('pointerdown', (event) => this.click(event));
    this.frame.addEventListener('keydown', (event) => this.key(event));
  }

  load(component) {
    this.component = component;
    const { data } = component;
    const stamp = JSON.stringify(data);
    const other = !this.data || this.data.src !== data.src;
    // A slow page answers to what was drawn before the last strokes: those stay until it has heard.
    if (other || this.unheard === same(data.drawn)) this.unheard = undefined;
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    this.data = data;
    if (this.unheard === undefined) this.drawn = structuredClone(data.drawn);
    if (other) {
      this.contrast = 100;
      this.cursor = null;
      this.tool = data.tools[0]?.name;
    }
    this.frame.classList.toggle('free', data.tools.length > 0);
    this.frame.setAttribute('aria-label', data.tools.length ? `${data.label}. ${data.words.keys_are}` : data.label);
    this.svg.setAttribute('viewBox', data.box.join(' '));
    this.svg.setAttribute('aria-label', data.label);
    this.unit = Math.max(data.box[2], data.box[3]) / 100;
    this.buttons();
    this.show();
  }

  buttons() {
    const { tools, words } = this.data;
    const made = tools.map((tool, index) => this.button(tool.label, String(index + 1), () => this.choose(tool.name), tool.name));
    if (tools.length) made.push(this.button(words.undo, '⌫', () => this.undo()), this.button(words.clear, 'Del', () => this.clear()));
    made.push(this.button(words.more, '+', () => this.look(20)), this.button(words.less, '-', () => this.look(-20)), this.button(words.original, '0', () => this.look(0)));
    this.bar.replaceChildren(...made);
  }

  button(label, key, act, tool) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    const shown = document.createElement('kbd');
    shown.textContent = key;
    button.append(shown);
    if (tool) button.dataset.tool = tool;
    button.addEventListener('click', act);
    return button;
  }

  choose(name) {
    this.tool = name;
    this.show();
  }

  chosen() { return this.data.tools.find((tool) => tool.name === this.tool); }

  click(event) {
    if (!this.chosen()) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    this.frame.focus({ preventScroll: true });
    this.put(at.x, at.y);
  }

  put(x, y) {
    const tool = this.chosen();
    const [left, top, width, height] = this.data.box;
    if (!tool || x < left || y < top || x > left + width || y > top + height) return;
    const points = this.drawn[tool.name] ??= [];
    if (tool.kind === 'point') points.length = 0;
    if (points.length >= tool.most) return;
    points.push([Math.round(x * 10) / 10, Math.round(y * 10) / 10]);
    this.changed();
  }

  undo() {
    this.drawn[this.tool]?.pop();
    this.changed();
  }

  clear() {
    if (this.drawn[this.tool]) this.drawn[this.tool] = [];
    this.changed();
  }

  changed() {
    this.show();
    this.unheard = same(this.drawn);
    clearTimeout(this.waiting);
    // A stroke is many clicks: the page hears of it when the hand rests.
    this.waiting = setTimeout(() => this.tell(), 350);
    untold = this;
  }

  tell() {
    clearTimeout(this.waiting);
    if (untold === this) untold = null;
    if (this.frame.isConnected) this.component.setTriggerValue('drawn', this.drawn);
  }

  look(step) {
    this.contrast = step ? Math.max(40, Math.min(300, this.contrast + step)) : 100;
    this.show();
  }

  key(event) {
    const [left, top, width, height] = this.data.box;
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const tool = this.data.tools[Number(event.key) - 1];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.tagName === 'BUTTON' && (event.key === 'Enter' || event.key === ' ')) return;
    if (steps[event.key] && this.chosen()) {
      const size = (event.shiftKey ? 0.2 : 2) * this.unit;
      const [x, y] = this.cursor ?? [left + width / 2, top + height / 2];
      this.cursor = [Math.max(left, Math.min(left + width, x + steps[event.key][0] * size)), Math.max(top, Math.min(top + height, y + steps[event.key][1] * size))];
      this.show();
    } else if (event.key === 'Enter' && this.cursor) this.put(...this.cursor);
    else if (event.key === 'Backspace') this.undo();
    else if (event.key === 'Delete') this.clear();
    else if (event.key === '+') this.look(20);
    else if (event.key === '-') this.look(-20);
    else if (event.key === '0') this.look(0);
    else if (tool) this.choose(tool.name);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  show() {
    const { src, box: [x, y, width, height], tools, words } = this.data;
    if (this.shown !== src) {
      this.svg.replaceChildren();
      this.image = make('image', { href: src, preserveAspectRatio: 'none' }, this.svg);
      this.marks = make('g', {}, this.svg);
      this.shown = src;
    }
    for (const [name, value] of Object.entries({ x, y, width, height })) this.image.setAttribute(name, value);
    this.image.style.filter = `contrast(${this.contrast}%)`;
    this.marks.replaceChildren();
    for (const [name, points] of Object.entries(this.drawn)) this.shape(name, points);
    if (this.cursor && tools.length) {
      const [cx, cy] = this.cursor;
      const r = 2 * this.unit;
      make('path', { class: 'cursor', d: `M${cx - r} ${cy}H${cx + r}M${cx} ${cy - r}V${cy + r}` }, this.marks);
    }
    for (const button of this.bar.querySelectorAll('[data-tool]')) button.setAttribute('aria-pressed', String(button.dataset.tool === this.tool));
    const tool = this.chosen();
    const where = this.cursor ? ` ${fill(words.cursor, { x: Math.round(this.cursor[0]), y: Math.round(this.cursor[1]) })}` : '';
    this.status.textContent = tool ? `${tool.label}: ${fill(words.of, { count: this.drawn[tool.name]?.length ?? 0, most: tool.most })}${where}` : '';
    this.frame.dataset.points = Object.values(this.drawn).reduce((sum, points) => sum + points.length, 0);
  }

  shape(name, points) {
    if (name === 'outline' || name === 'spine' || name === 'belly') {
      const d = path(points, name === 'outline');
      if (points.length > 1) for (const kind of ['under', `shape ${name}`]) make('path', { class: kind, d }, this.marks);
      for (const [px, py] of points) make('circle', { class: 'dot', cx: px, cy: py, r: 0.5 * this.unit }, this.marks);
      return;
    }
    points.forEach(([px, py], index) => {
      const single = this.data.tools.findIndex((tool) => tool.name === name && tool.kind === 'point');
      const number = single >= 0 ? single + 1 : /^\d+$/.test(name) ? name : index + 1;
      make('circle', { class: 'dot', cx: px, cy: py, r: 1.6 * this.unit }, this.marks);
      const text = make('text', { class: 'number', x: px, y: py }, this.marks);
      text.style.fontSize = `${2 * this.unit}px`;
      text.textContent = number;
    });
  }
}

export function draw(component) {
  const root = component.parentElement;
  if (!drawings.has(root)) drawings.set(root, new Drawing(root));
  drawings.get(root).load(component);
}
