// Two photos of a coat held against each other. Points are pixels of the upright photos; what is
// seen here changes nothing in them. Both panes move together through the similarity that the
// matched marks give, and exactly so at the mark that was picked. There are two scenes: the photos,
// and their flattened strips one above the other, with the same marks in the same order.
const NS = 'http://www.w3.org/2000/svg';
const known = new WeakMap();
let listening = null;

const make = (name, attributes = {}, parent = null) => {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (parent) parent.appendChild(element);
  return element;
};

// Least squares of c = a q + b over complex numbers: rotation, one scale, shift, no mirror.
export function similarity(marks, query, candidate) {
  if (marks.length < 2) {
    const [qx, qy, qw] = query.box; const [cx, cy, cw] = candidate.box;
    const scale = cw / qw;
    return { re: scale, im: 0, x: cx - scale * qx, y: cy - scale * qy };
  }
  const mean = (at) => marks.reduce((sum, m) => sum + m[at], 0) / marks.length;
  const [mqx, mqy, mcx, mcy] = [mean(0), mean(1), mean(2), mean(3)];
  let re = 0; let im = 0; let size = 0;
  for (const [qx, qy, cx, cy] of marks) {
    const [ux, uy, vx, vy] = [qx - mqx, qy - mqy, cx - mcx, cy - mcy];
    re += ux * vx + uy * vy; im += ux * vy - uy * vx; size += ux * ux + uy * uy;
  }
  re /= size || 1; im /= size || 1;
  if (!(Math.hypot(re, im) > 1e-6)) re = candidate.box[2] / query.box[2];
  return { re, im, x: mcx - re * mqx + im * mqy, y: mcy - im * mqx - re * mqy };
}
const forward = (a, [x, y]) => [a.re * x - a.im * y + a.x, a.im * x + a.re * y + a.y];
export function inverse(a) {
  const size = a.re * a.re + a.im * a.im;
  const re = a.re / size; const im = -a.im / size;
  return { re, im, x: -(re * a.x - im * a.y), y: -(im * a.x + re * a.y) };
}
const matrix = (a) => `matrix(${a.re} ${a.im} ${-a.im} ${a.re} ${a.x} ${a.y})`;

class Pair {
  constructor(root) {
    this.root = root;
    this.host = root.querySelector('.pair');
    this.panes = ['query', 'candidate'].map((name) => root.querySelector(`.pane.${name}`));
    this.lines = root.querySelector('.lines');
    this.mode = 'side'; this.marksOn = true; this.allLines = false; this.contrast = 1; this.picked = -1;
    this.svgs = this.panes.map((pane) => pane.querySelector('svg'));
    this.svgs.forEach((svg, side) => this.listen(svg, side));
    new ResizeObserver(() => this.show()).observe(this.host);
    for (const button of root.querySelectorAll('[data-key]')) {
      button.onclick = () => this.key(button.dataset.key);
    }
  }

  load(component) {
    this.component = component;
    const { data } = component;
    const stamp = JSON.stringify([data.query.src, data.candidate.src, data.marks.length, !!data.strips]);
    const before = this.data;
    this.data = data;
    // The same pair again, with other words perhaps: what the examiner looks at stays.
    if (stamp === this.stamp) {
      const spoken = ({ words, verdicts }) => JSON.stringify([words, verdicts]);
      if (spoken(before) !== spoken(data)) this.words();
      return this.show();
    }
    this.stamp = stamp;
    this.picked = -1; this.mode = 'side';
    this.enter('photos');
    return undefined;
  }

  // The photos, or their strips.
  enter(scene) {
    const { data } = this;
    const strips = scene === 'strips' && data.strips;
    this.scene = strips ? 'strips' : 'photos';
    this.sides = strips ? [data.strips.query, data.strips.candidate] : [data.query, data.candidate];
    this.marks = strips ? data.strips.marks : data.marks;
    this.link = similarity(this.marks, ...this.sides);
    const { picked } = this;
    this.words();
    this.svgs.forEach((svg, side) => this.fill(svg, side));
    // The panes take their new shape before anything is fitted into them.
    this.host.classList.toggle('stacked', this.stacked());
    this.whole();
    if (picked >= 0) this.zoomTo(picked);
  }

  stacked() { return this.mode === 'stacked' || this.scene === 'strips'; }

  words() {
    const { words, verdicts } = this.data;
    for (const button of this.root.querySelectorAll('[data-key]')) {
      const word = button.dataset.key === 's' && this.data.strips ? 'flattened' : button.dataset.word;
      button.textContent = `${words[word]} · ${button.dataset.shown || button.dataset.key}`;
    }
    // Who only reads has nothing to choose and nothing to take back.
    for (const part of this.root.querySelectorAll('.verdicts, [data-key=u]')) part.hidden = !verdicts;
    // What needs marks is not offered where none may be seen.
    for (const key of ['m', 'l', 'z']) this.root.querySelector(`[data-key=${key}]`).hidden = !this.data.marks.length;
    this.panes.forEach((pane, side) => { pane.querySelector('figcaption').textContent = this.sides[side].caption; });
    this.host.setAttribute('aria-label', words.label);
  }

  fill(svg, side) {
    svg.replaceChildren();
    const photo = this.sides[side];
    const image = make('image', { href: photo.src, width: photo.width, height: photo.height, preserveAspectRatio: 'none' }, svg);
    svg.setAttribute('aria-label', photo.caption);
    if (side === 0) this.over = this.laidOver(svg);
    else this.candidateImage = image;
    const [x, y, width, height] = photo.box;
    make('rect', { x, y, width, height, class: 'box' }, svg);
    const group = make('g', { class: 'marks' }, svg);
    this.marks.forEach((mark, index) => {
      const dot = make('circle', { cx: mark[2 * side], cy: mark[2 * side + 1], class: `mark ${mark[4]}`, 'data-index': index }, group);
      dot.addEventListener('pointerenter', () => { this.hover = index; this.show(); });
      dot.addEventListener('pointerleave', () => { this.hover = -1; this.show(); });
    });
  }

  // The candidate for the blink: bent onto the query by the marks where there are enough, else as
  // the similarity lays it there.
  laidOver(svg) {
    const { over } = this.data;
    this.bent = this.scene === 'photos' && !!over;
    const [, candidate] = this.sides;
    const place = this.bent
      ? { href: over.src, x: over.box[0], y: over.box[1], width: over.box[2], height: over.box[3] }
      : { href: candidate.src, width: candidate.width, height: candidate.height };
    return make('image', { ...place, preserveAspectRatio: 'none', class: 'over', visibility: 'hidden' }, svg);
  }

  aspect(side) {
    const box = this.svgs[side].getBoundingClientRect();
    return box.height / (box.width || 1) || 0.7;
  }

  whole() {
    this.views = this.sides.map((photo, side) => {
      const [x, y, w, h] = photo.box;
      const aspect = this.aspect(side);
      return { x: x + w / 2, y: y + h / 2, w: 1.08 * Math.max(w, h / aspect) };
    });
    this.picked = -1;
    this.show();
  }

  // The other pane follows: same place and same size on the coat.
  follow(side) {
    const from = this.views[side];
    const by = side === 0 ? this.link : inverse(this.link);
    const [x, y] = forward(by, [from.x, from.y]);
    this.views[1 - side] = { x, y, w: from.w * Math.hypot(by.re, by.im) };
    this.show();
  }

  zoomTo(index) {
    const mark = this.marks[index];
    if (!mark) return;
    this.picked = index;
    const [qx, qy, cx, cy] = mark;
    const { re, im } = this.link;
    this.link = { re, im, x: cx - re * qx + im * qy, y: cy - im * qx - re * qy };
    const [, , wide, high] = this.sides[0].box;
    // A part of the coat, seen whole in its neighbourhood, however flat the pane is.
    this.views[0] = { x: qx, y: qy, w: Math.max(wide / 3.5, high / 2 / this.aspect(0)) };
    this.svgs.forEach((svg, side) => {
      const full = this.sides[side].full;
      if (full) svg.querySelector('image').setAttribute('href', full);
    });
    this.follow(0);
    this.host.dataset.zoomed = String(index);
  }

  listen(svg, side) {
    svg.addEventListener('wheel', (event) => {
      event.preventDefault();
      const view = this.views[side];
      const [px, py] = this.at(svg, event);
      const by = Math.exp(event.deltaY * 0.0015);
      this.views[side] = { x: px + (view.x - px) * by, y: py + (view.y - py) * by, w: view.w * by };
      this.follow(side);
    }, { passive: false });
    let drag = null;
    svg.addEventListener('pointerdown', (event) => {
      drag = { x: event.clientX, y: event.clientY, view: this.views[side], far: false, on: event.target };
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener('pointermove', (event) => {
      if (!drag) return;
      const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
      drag.far ||= Math.hypot(dx, dy) > 4;
      if (!drag.far) return;
      const unit = drag.view.w / (svg.getBoundingClientRect().width || 1);
      this.views[side] = { ...drag.view, x: drag.view.x - dx * unit, y: drag.view.y - dy * unit };
      this.follow(side);
    });
    svg.addEventListener('pointerup', () => {
      const index = drag && !drag.far ? drag.on.dataset?.index : undefined;
      drag = null;
      if (index !== undefined) this.zoomTo(Number(index));
    });
    svg.addEventListener('dblclick', () => this.whole());
  }

  at(svg, event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [point.x, point.y];
  }

  show() {
    if (!this.views) return;
    const stacked = this.mode === 'stacked' && this.scene === 'photos';
    this.host.classList.toggle('stacked', this.stacked());
    this.host.classList.toggle('plain', !this.marksOn);
    this.host.classList.toggle('blinking', this.mode === 'blink');
    this.candidateImage?.parentNode.querySelectorAll('image, rect, g').forEach((part) => {
      // One above the other: the candidate is turned into the frame of the query.
      if (stacked) part.setAttribute('transform', matrix(inverse(this.link)));
      else part.removeAttribute('transform');
    });
    if (!this.bent) this.over.setAttribute('transform', matrix(inverse(this.link)));
    this.over.setAttribute('visibility', this.mode === 'blink' ? 'visible' : 'hidden');
    this.svgs.forEach((svg, side) => {
      const view = stacked ? this.views[0] : this.views[side];
      const high = view.w * this.aspect(side);
      svg.setAttribute('viewBox', `${view.x - view.w / 2} ${view.y - high / 2} ${view.w} ${high}`);
      const unit = view.w / (svg.getBoundingClientRect().width || 1);
      const scaled = stacked && side === 1 ? Math.hypot(this.link.re, this.link.im) : 1;
      svg.querySelectorAll('.mark').forEach((dot, index) => {
        const lit = index === this.picked || index === this.hover;
        dot.setAttribute('r', (lit ? 10 : 5) * unit * scaled);
        dot.classList.toggle('lit', lit);
      });
      svg.style.filter = this.contrast === 1 ? '' : `contrast(${this.contrast})`;
    });
    this.draw();
    this.status();
  }

  draw() {
    this.lines.replaceChildren();
    if (!this.marksOn || this.mode === 'blink') return;
    const frame = this.lines.getBoundingClientRect();
    const wanted = this.allLines ? this.marks.keys() : [this.picked, this.hover].filter((i) => i >= 0);
    for (const index of wanted) {
      const ends = this.svgs.map((svg) => {
        const box = svg.querySelectorAll('.mark')[index]?.getBoundingClientRect();
        const pane = svg.getBoundingClientRect();
        if (!box) return null;
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        return x < pane.left || x > pane.right || y < pane.top || y > pane.bottom ? null : [x - frame.left, y - frame.top];
      });
      if (ends[0] && ends[1]) {
        make('line', { x1: ends[0][0], y1: ends[0][1], x2: ends[1][0], y2: ends[1][1],
          class: index === this.picked || index === this.hover ? 'lit' : '' }, this.lines);
      }
    }
  }

  status() {
    const { words, marks } = this.data;
    const said = [];
    if (this.mode === 'blink') said.push(this.bent ? words.bent : words.blinking);
    else if (this.scene === 'strips') said.push(words.strips);
    if (this.contrast !== 1) said.push(words.contrast.replace('{percent}', Math.round(this.contrast * 100)));
    if (this.picked >= 0) said.push(words.mark.replace('{number}', this.picked + 1).replace('{count}', marks.length));
    else if (marks.length) said.push(words.marks_count.replace('{count}', marks.length));
    this.root.querySelector('.status').textContent = said.join(' · ');
    this.host.dataset.mode = this.mode;
    this.host.dataset.scene = this.scene;
    this.host.dataset.marks = this.marksOn ? 'shown' : 'hidden';
  }

  oneAboveTheOther() {
    if (this.data.strips) {
      this.mode = 'side';
      this.enter(this.scene === 'strips' ? 'photos' : 'strips');
      // Two strips are higher than two photos: both are to be seen at once.
      this.host.scrollIntoView({ block: 'nearest' });
    } else {
      this.mode = this.mode === 'stacked' ? 'side' : 'stacked';
      this.host.classList.toggle('stacked', this.stacked());
      this.whole();
    }
  }

  key(key) {
    const verdict = { 1: 'same', 2: 'different', 3: 'cannot_tell' }[key];
    const { marks, verdicts } = this.data;
    if (verdict) { if (!verdicts) return false; this.component.setTriggerValue('verdict', verdict); }
    else if (key === ' ') this.mode = this.mode === 'blink' ? 'side' : 'blink';
    else if (key === 's') this.oneAboveTheOther();
    else if (key === 'm') this.marksOn = !this.marksOn;
    else if (key === 'l') this.allLines = !this.allLines;
    else if (key === 'z') { if (!marks.length) return false; this.zoomTo((this.picked + 1) % marks.length); }
    else if (key === 'Z' || key === 'Escape') this.whole();
    else if (key === '+' || key === '=') this.contrast = Math.min(3, this.contrast * 1.2);
    else if (key === '-') this.contrast = Math.max(0.4, this.contrast / 1.2);
    else if (key === '0') this.contrast = 1;
    else if (key === 'n') this.component.setTriggerValue('next', true);
    else if (key === 'u') this.component.setTriggerValue('undo', true);
    else return false;
    requestAnimationFrame(() => this.show());
    return true;
  }
}

// Keys work on the whole page, but never while somebody writes.
function keys(event) {
  if (!listening?.host.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.composedPath()[0];
  if (at.closest?.('input, textarea, select, [contenteditable=true], [role=combobox]')) return;
  if (event.key === ' ' && at.closest?.('button, summary, a')) return;
  if (listening.key(event.key)) event.preventDefault();
}

export function draw(component) {
  const host = component.parentElement.querySelector('.pair');
  if (!known.has(host)) {
    known.set(host, new Pair(component.parentElement));
    if (!listening) document.addEventListener('keydown', keys);
  }
  listening = known.get(host);
  listening.load(component);
}
