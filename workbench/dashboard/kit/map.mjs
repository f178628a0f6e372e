// Land from our own file, on a canvas; points and legs above it. No tiles, no other machine.
// The projection is plain longitude and latitude, squeezed by the cosine of the middle latitude.
const lands = new Map();
const maps = new WeakMap();
const NS = 'http://www.w3.org/2000/svg';

async function land(detail) {
  if (!lands.has(detail)) {
    lands.set(detail, fetch(`/kit/countries-${detail}.json`).then((answer) => answer.json()).then(paths));
  }
  return lands.get(detail);
}

// TopoJSON: arcs are deltas on a grid; a negative number means the arc walked backwards.
export function paths(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let x = 0; let y = 0;
    return arc.map(([dx, dy]) => { x += dx; y += dy; return [x * scale[0] + translate[0], y * scale[1] + translate[1]]; });
  });
  const ring = (indexes) => indexes.flatMap((index) => (index < 0 ? [...arcs[~index]].reverse() : arcs[index]));
  const path = new Path2D();
  for (const shape of topology.objects.countries.geometries) {
    const polygons = shape.type === 'Polygon' ? [shape.arcs] : shape.arcs || [];
    for (const polygon of polygons) for (const indexes of polygon) trace(path, ring(indexes));
  }
  return path;
}

// A ring that crosses the date line goes on beyond 180 degrees; a second drawing one turn to the
// side fills the other edge. Cut there, its filling would reach across the world.
function trace(path, ring) {
  let turn = 0; let west = Infinity; let east = -Infinity;
  const points = ring.map(([x, y], index) => {
    const step = index ? x - ring[index - 1][0] : 0;
    if (step > 180) turn -= 360; else if (step < -180) turn += 360;
    west = Math.min(west, x + turn); east = Math.max(east, x + turn);
    return [x + turn, y];
  });
  const shifts = [0];
  if (east > 180) shifts.push(-360);
  if (west < -180) shifts.push(360);
  for (const shift of shifts) {
    points.forEach(([x, y], index) => (index ? path.lineTo(x + shift, -y) : path.moveTo(x + shift, -y)));
  }
}

const make = (name, attributes, parent) => {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.appendChild(element);
  return element;
};

// How large a dot may be so that a crowd stays a pattern and no number covers another's.
export function room([x, y], dots) {
  let nearest = Infinity;
  for (const { place: [a, b] } of dots) if (a !== x || b !== y) nearest = Math.min(nearest, Math.hypot(a - x, b - y));
  return Math.max(5, 0.48 * nearest);
}

class LandMap {
  constructor(root) {
    this.root = root;
    this.host = root.querySelector('.map');
    this.canvas = root.querySelector('canvas');
    this.svg = root.querySelector('svg');
    this.listen();
    new ResizeObserver(() => this.show()).observe(this.host);
    for (const [name, by] of [['in', 1.4], ['out', 1 / 1.4]]) {
      root.querySelector(`[data-do=${name}]`).onclick = () => { this.view.span /= by; this.show(); };
    }
    root.querySelector('[data-do=fit]').onclick = () => { this.fit(); this.show(); };
  }

  load(component) {
    this.component = component;
    this.data = component.data;
    const { words } = this.data;
    this.host.style.height = `${this.data.height}px`;
    this.svg.setAttribute('aria-label', words.label);
    for (const name of ['in', 'out', 'fit']) {
      const button = this.root.querySelector(`[data-do=${name}]`);
      button.title = words[name]; button.setAttribute('aria-label', words[name]);
    }
    if (this.stamp !== this.data.stamp) { this.stamp = this.data.stamp; this.fit(); }
    this.show();
  }

  fit() {
    const all = [...this.data.points.map((p) => [p.lon, p.lat]), ...this.data.legs.flatMap((l) => [[l.lon1, l.lat1], [l.lon2, l.lat2]])];
    if (!all.length) { this.view = { lon: 70, lat: 20, span: 200 }; return; }
    const lons = all.map((p) => p[0]); const lats = all.map((p) => p[1]);
    const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
    const lat = (south + north) / 2;
    const wide = this.host.clientWidth / (this.host.clientHeight || 1);
    const span = Math.max(east - west, ((north - south) * wide) / Math.cos((lat * Math.PI) / 180), 4) * 1.25;
    this.view = { lon: (west + east) / 2, lat, span: Math.min(span, 400) };
  }

  frame() {
    const { lon, lat, span } = this.view;
    const k = this.host.clientWidth / span;
    const squeeze = 1 / Math.cos((Math.max(-70, Math.min(70, lat)) * Math.PI) / 180);
    return { k, ky: k * squeeze, x: this.host.clientWidth / 2 - lon * k, y: this.host.clientHeight / 2 + lat * k * squeeze };
  }

  async show() {
    if (!this.view || !this.host.clientWidth) return;
    const path = await land(this.view.span < 60 ? '50m' : '110m');
    const f = this.frame();
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = this.host.clientWidth * ratio;
    this.canvas.height = this.host.clientHeight * ratio;
    const pen = this.canvas.getContext('2d');
    const read = getComputedStyle(this.host);
    pen.setTransform(f.k * ratio, 0, 0, f.ky * ratio, f.x * ratio, f.y * ratio);
    pen.fillStyle = read.getPropertyValue('--land'); pen.strokeStyle = read.getPropertyValue('--coast');
    pen.lineWidth = 0.8 / f.k;
    pen.fill(path, 'evenodd'); pen.stroke(path);
    this.overlay(f);
    this.host.dataset.drawn = String(this.data.points.length);
  }

  overlay(f) {
    const at = (lon, lat) => [lon * f.k + f.x, -lat * f.ky + f.y];
    this.svg.replaceChildren();
    const tip = make('marker', { id: 'tip', viewBox: '0 0 8 8', refX: 14, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto' }, make('defs', {}, this.svg));
    make('path', { d: 'M0 0L8 4L0 8z', class: 'tip' }, tip);
    for (const leg of this.data.legs) {
      const [x1, y1] = at(leg.lon1, leg.lat1); const [x2, y2] = at(leg.lon2, leg.lat2);
      const [mx, my] = [(x1 + x2) / 2 - (y2 - y1) * 0.15, (y1 + y2) / 2 + (x2 - x1) * 0.15];
      const line = make('path', { d: `M${x1} ${y1}Q${mx} ${my} ${x2} ${y2}`, class: `leg ${leg.status}`, 'marker-end': 'url(#tip)', 'stroke-width': 1 + Math.min(5, Math.log2(leg.count)) }, this.svg);
      make('title', {}, line).textContent = leg.title;
      line.addEventListener('click', () => this.component.setTriggerValue('picked', leg.id));
    }
    const dots = this.data.points.map((point) => ({ point, place: at(point.lon, point.lat) }));
    for (const { point, place } of dots.sort((a, b) => b.point.count - a.point.count)) {
      const [x, y] = place;
      const r = Math.min(5 + 2.2 * Math.log2(point.count), room(place, dots));
      const dot = make('g', { class: `point${point.id === this.data.picked ? ' picked' : ''}`, tabindex: 0, role: 'button', 'aria-label': point.title, transform: `translate(${x} ${y})` }, this.svg);
      make('circle', { r }, dot);
      // A number that would run over its neighbours stands in the title alone, until one zooms in.
      if (point.count > 1 && r >= 4 + 3.2 * String(point.count).length) make('text', { y: 4 }, dot).textContent = point.count;
      make('title', {}, dot).textContent = point.title;
      const pick = () => this.component.setTriggerValue('picked', point.id);
      dot.addEventListener('click', pick);
      dot.addEventListener('keydown', (event) => { if (event.key === 'Enter') pick(); });
    }
  }

  listen() {
    this.host.addEventListener('wheel', (event) => {
      event.preventDefault();
      const f = this.frame(); const frame = this.host.getBoundingClientRect();
      const lon = (event.clientX - frame.left - f.x) / f.k; const lat = -(event.clientY - frame.top - f.y) / f.ky;
      const by = Math.exp(event.deltaY * 0.0015);
      const span = Math.max(0.5, Math.min(400, this.view.span * by)); const real = span / this.view.span;
      this.view = { lon: lon + (this.view.lon - lon) * real, lat: lat + (this.view.lat - lat) * real, span };
      this.show();
    }, { passive: false });
    let drag = null;
    this.svg.addEventListener('pointerdown', (event) => { drag = { x: event.clientX, y: event.clientY, view: this.view }; });
    window.addEventListener('pointerup', () => { drag = null; });
    this.svg.addEventListener('pointermove', (event) => {
      if (!drag) return;
      const f = this.frame();
      this.view = { ...drag.view, lon: drag.view.lon - (event.clientX - drag.x) / f.k, lat: Math.max(-85, Math.min(85, drag.view.lat + (event.clientY - drag.y) / f.ky)) };
      this.show();
    });
  }
}

export function draw(component) {
  const host = component.parentElement.querySelector('.map');
  if (!maps.has(host)) maps.set(host, new LandMap(component.parentElement));
  maps.get(host).load(component);
}
