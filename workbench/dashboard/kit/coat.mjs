// One photo with its coat outlined. Drag a corner or the middle; with the keyboard, Tab to a corner
// and use the arrows. Pixels of the upright photo go back, and only when the hand lets go.
const NS = 'http://www.w3.org/2000/svg';
const boxes = new WeakMap();
const CORNERS = [[0, 0], [1, 0], [1, 1], [0, 1]];

const make = (name, attributes, parent) => {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.appendChild(element);
  return element;
};

class CoatBox {
  constructor(root) {
    this.svg = root.querySelector('svg');
    this.svg.addEventListener('pointermove', (event) => this.move(event));
    this.svg.addEventListener('pointerup', () => this.drop());
  }

  load(component) {
    this.component = component;
    const { data } = component;
    const stamp = JSON.stringify(data);
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    this.data = data;
    this.box = [...data.box];
    this.svg.setAttribute('viewBox', `0 0 ${data.width} ${data.height}`);
    this.svg.setAttribute('aria-label', data.label);
    this.svg.replaceChildren();
    make('image', { href: data.src, width: data.width, height: data.height }, this.svg);
    this.shade = make('path', { class: 'shade', 'fill-rule': 'evenodd' }, this.svg);
    this.middle = make('rect', { class: 'coat' }, this.svg);
    if (!data.locked) this.handles();
    this.show();
  }

  handles() {
    this.middle.classList.add('free');
    this.middle.addEventListener('pointerdown', (event) => this.grab(event, null));
    this.corners = CORNERS.map((corner, index) => {
      const dot = make('circle', { class: 'corner', tabindex: 0, role: 'button', 'aria-label': `${this.data.words.corner} ${index + 1}` }, this.svg);
      dot.addEventListener('pointerdown', (event) => this.grab(event, corner));
      dot.addEventListener('keydown', (event) => this.key(event, corner));
      return dot;
    });
  }

  key(event, corner) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const unit = this.data.width / (event.shiftKey ? 20 : 200);
    this.drag = { corner, box: [...this.box] };
    this.shift(step[0] * unit, step[1] * unit);
    this.drag = null;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.tell(), 900);
  }

  grab(event, corner) {
    event.preventDefault();
    this.svg.setPointerCapture(event.pointerId);
    this.drag = { corner, x: event.clientX, y: event.clientY, box: [...this.box] };
  }

  move(event) {
    if (!this.drag) return;
    const unit = this.data.width / (this.svg.getBoundingClientRect().width || 1);
    this.shift((event.clientX - this.drag.x) * unit, (event.clientY - this.drag.y) * unit);
  }

  shift(dx, dy) {
    const { corner, box: [x, y, w, h] } = this.drag;
    const least = this.data.width / 50;
    const { width, height } = this.data;
    const inside = (value, low, high) => Math.max(low, Math.min(high, value));
    if (!corner) this.box = [inside(x + dx, 0, width - w), inside(y + dy, 0, height - h), w, h];
    else {
      const left = corner[0] ? x : inside(x + dx, 0, x + w - least);
      const right = corner[0] ? inside(x + w + dx, x + least, width) : x + w;
      const top = corner[1] ? y : inside(y + dy, 0, y + h - least);
      const bottom = corner[1] ? inside(y + h + dy, y + least, height) : y + h;
      this.box = [left, top, right - left, bottom - top];
    }
    this.show();
  }

  drop() {
    if (!this.drag) return;
    this.drag = null;
    this.tell();
  }

  tell() {
    const rounded = this.box.map((side) => Math.round(side));
    if (rounded.join() !== this.data.box.map(Math.round).join()) this.component.setTriggerValue('box', rounded);
  }

  show() {
    const [x, y, w, h] = this.box;
    const { width, height } = this.data;
    this.shade.setAttribute('d', `M0 0H${width}V${height}H0ZM${x} ${y}H${x + w}V${y + h}H${x}Z`);
    for (const [name, value] of Object.entries({ x, y, width: w, height: h })) this.middle.setAttribute(name, value);
    const unit = width / (this.svg.getBoundingClientRect().width || 600);
    this.corners?.forEach((dot, index) => {
      // A corner at the rim of the photo is drawn just inside, where a hand can take it.
      const rim = 9 * unit;
      dot.setAttribute('cx', Math.max(rim, Math.min(width - rim, x + CORNERS[index][0] * w)));
      dot.setAttribute('cy', Math.max(rim, Math.min(height - rim, y + CORNERS[index][1] * h)));
      dot.setAttribute('r', 8 * unit);
    });
  }
}

export function draw(component) {
  const root = component.parentElement;
  if (!boxes.has(root)) boxes.set(root, new CoatBox(root));
  boxes.get(root).load(component);
}
