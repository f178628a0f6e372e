// The case graph. Positions come from Python and stay; this file draws, selects and asks.
// A single click explains, a double click expands, a drag pins. Keyboard: arrows walk along the
// drawing, Enter expands, + - 0 zoom, Escape lets go.
import cytoscape from './cytoscape.esm.min.mjs';

const STROKE = (d) => `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 24 24" fill="none" stroke="#fff" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">${d}</svg>`;
const DRAWN = {
  Person: '<circle cx="12" cy="8" r="3.600"/><path d="M5 20c0-4 3-6.500 7-6.500s7 2.500 7 6.500"/>',
  Organization: '<path d="M4 20V9l8-5 8 5v11zM9 20v-6h6v6"/>',
  Phone: '<rect x="7.500" y="3" width="9" height="18" rx="2"/><path d="M11 18h2"/>',
  Vehicle: '<path d="M3 16v-4l3-5h9l3 5h3v4zM6 12h11"/><circle cx="7.500" cy="17" r="2"/><circle cx="16.500" cy="17" r="2"/>',
  Place: '<path d="M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11z"/><circle cx="12" cy="10" r="2"/>',
  Market: '<path d="M4 9l2-5h12l2 5M4 9v11h16V9M4 9c0 3 4 3 4 0 0 3 4 3 4 0 0 3 4 3 4 0 0 3 4 3 4 0"/>',
  Seizure: '<path d="M12 3l8 3v6c0 5-3.500 7.500-8 9-4.500-1.500-8-4-8-9V6z"/><path d="M8.500 12l2.500 2.500 4.500-5"/>',
  Specimen: '<path d="M7 4l2 2h6l2-2 3 3-2 4v3l2 4-4 2-2-1h-4l-2 1-4-2 2-4v-3L4 7z"/><path d="M10 10h.1M14 10h.1M12 13h.1M10 16h.1M14 16h.1"/>',
  IndividualAnimal: '<ellipse cx="12" cy="15.500" rx="4.500" ry="3.800"/><circle cx="6" cy="10.500" r="1.800"/><circle cx="10" cy="6.500" r="1.800"/><circle cx="14.500" cy="6.500" r="1.800"/><circle cx="18.200" cy="10.500" r="1.800"/>',
  Incident: '<path d="M12 3l9 17H3z"/><path d="M12 10v4M12 17h.1"/>',
  Document: '<path d="M6 3h8l4 4v14H6zM14 3v4h4"/>',
  Journey: '<circle cx="5" cy="18" r="2"/><circle cx="19" cy="6" r="2"/><path d="M7 18h6c5 0 5-6 0-6h-2c-5 0-4-6 1-6h5"/>',
  Offer: '<path d="M4 12l8-8h7v7l-8 8z"/><circle cx="15.500" cy="8.500" r="1.300"/>',
  CaseFile: '<path d="M3 7h7l2 2h9v10H3z"/>',
  Photo: '<rect x="3" y="6" width="18" height="13" rx="2"/><circle cx="12" cy="12.500" r="3.500"/><path d="M8 6l1.500-2h5L16 6"/>',
  Exhibit: '<path d="M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9"/>',
  Group: '<circle cx="8" cy="9" r="3"/><circle cx="16" cy="9" r="3"/><circle cx="12" cy="16" r="3"/>',
  Sighting: '<path d="M2 12c3-5 6.500-7 10-7s7 2 10 7c-3 5-6.500 7-10 7s-7-2-10-7z"/><circle cx="12" cy="12" r="3"/>',
  Identification: '<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="8.500" cy="11" r="2"/><path d="M5.500 16c0-3 6-3 6 0M14 10h4M14 14h4"/>',
  BankAccount: '<path d="M3 10l9-6 9 6zM5 10v8M10 10v8M14 10v8M19 10v8M3 20h18"/>',
  Patrol: '<path d="M12 3l7 4v5c0 4-3 7-7 9-4-2-7-5-7-9V7z"/>',
  Arrest: '<circle cx="8" cy="12" r="4"/><circle cx="16" cy="12" r="4"/>',
  Other: '<circle cx="12" cy="12" r="6"/>',
};
// Hues that stay apart for colour-blind eyes (Okabe and Ito); the icon carries the meaning too.
// Kinds that are drawn like another.
DRAWN.RouteLeg = DRAWN.Journey; DRAWN.Deployment = DRAWN.Photo; DRAWN.Station = DRAWN.Photo;
DRAWN.Encounter = DRAWN.Sighting; DRAWN.UserAccount = DRAWN.Identification;

const HUE = {
  Person: '#0072b2', Organization: '#3d4f9f', Phone: '#007f66', Vehicle: '#5b6470', Place: '#7a7000',
  Market: '#a0522d', Seizure: '#b8430a', Specimen: '#8f5a00', IndividualAnimal: '#a06a00',
  Incident: '#a01f5c', Group: '#444a52', CaseFile: '#5a3d7a', Journey: '#00697f', RouteLeg: '#00697f', Identification: '#5a3d7a', Offer: '#a0522d',
};
const icons = new Map();
const icon = (kind) => {
  if (!icons.has(kind)) icons.set(kind, 'data:image/svg+xml;base64,' + btoa(STROKE(DRAWN[kind] || DRAWN.Other)));
  return icons.get(kind);
};

// Above this many nodes arrows, curves and labels of lines are left out: nobody reads them there.
const MANY = 800;
// The pages' own family, which holds Han characters where the machine has none.
const FAMILY = '"Source Sans", sans-serif';

const LOOK = (ink, paper, accent, many) => [
  { selector: 'node', style: {
    width: 30, height: 30, 'background-color': 'data(hue)', 'background-image': 'data(icon)', 'background-fit': 'contain', 'background-width': '66%', 'background-height': '66%',
    label: 'data(label)', 'font-family': FAMILY, 'font-size': 11, color: ink, 'text-valign': 'bottom', 'text-margin-y': 4,
    'text-wrap': many ? 'none' : 'wrap', 'text-max-width': 110, 'text-outline-color': paper, 'text-outline-width': 2,
    'min-zoomed-font-size': 7, 'border-width': 0 } },
  { selector: 'node[?hub]', style: { width: 40, height: 40, 'border-width': 3, 'border-style': 'double', 'border-color': ink } },
  { selector: 'node[?focus]', style: { width: 42, height: 42, 'font-weight': 'bold', 'font-size': 13 } },
  { selector: 'node[?group]', style: { shape: 'round-rectangle', width: 44, height: 44, 'border-width': 3, 'border-style': 'double', 'border-color': ink } },
  { selector: 'node[?simulated]', style: { 'border-width': 2, 'border-style': 'dotted', 'border-color': ink } },
  { selector: 'edge', style: {
    width: 'data(wide)', 'line-color': ink, opacity: 0.55,
    'curve-style': many ? 'haystack' : 'bezier', 'target-arrow-shape': 'triangle', 'target-arrow-color': ink, 'arrow-scale': 0.8,
    'line-style': 'data(look)', label: many ? '' : 'data(label)', 'font-family': FAMILY, 'font-size': 9, color: ink, 'text-rotation': 'autorotate',
    'text-outline-color': paper, 'text-outline-width': 2, 'min-zoomed-font-size': 8 } },
  { selector: 'edge[?derived]', style: { 'target-arrow-shape': 'none', 'line-color': accent, 'target-arrow-color': accent } },
  { selector: 'edge[?way]', style: { 'line-color': accent, 'target-arrow-color': accent, opacity: 1, width: 5 } },
  { selector: '.far', style: { opacity: 0.18 } },
  { selector: 'node.near', style: { opacity: 1 } },
  { selector: 'edge.near', style: { opacity: 1 } },
  { selector: 'node.picked', style: { 'border-width': 4, 'border-style': 'solid', 'border-color': accent } },
  { selector: 'edge.picked', style: { 'line-color': accent, 'target-arrow-color': accent, opacity: 1, width: 4 } },
];

const drawn = new WeakMap();

function colours(host) {
  const read = getComputedStyle(host);
  const pick = (name, other) => read.getPropertyValue(name).trim() || other;
  return [pick('--st-text-color', '#222'), pick('--st-background-color', '#fff'), pick('--st-primary-color', '#b5741a')];
}

// Rows as `parts/graph.py` packs them; marks are bits in the order of NODE_MARKS and EDGE_MARKS.
const LOOKS = ['solid', 'dashed', 'dotted'];
const marked = (bits, names) => Object.fromEntries(names.map((name, place) => [name, Boolean(bits & (1 << place))]));

function elements(data) {
  return [
    ...data.nodes.map(([id, label, kind, x, y, bits]) => ({
      group: 'nodes', position: { x, y },
      data: { id, label, kind, hue: HUE[kind] || '#5b6470', icon: icon(kind), ...marked(bits, ['simulated', 'hub', 'focus', 'group']) },
    })),
    ...data.edges.map(([id, from, to, label, look, count, bits]) => ({
      group: 'edges',
      data: { id, source: data.nodes[from][0], target: data.nodes[to][0], label, look: LOOKS[look], count, wide: 1 + Math.min(3, Math.log2(count || 1)), ...marked(bits, ['derived', 'way']) },
    })),
  ];
}

function highlight(cy, id) {
  if (!id && !cy.elements('.picked, .far').length) return;
  cy.batch(() => {
    cy.elements().removeClass('far near picked');
    const picked = id ? cy.getElementById(id) : cy.collection();
    if (picked.empty()) return;
    const around = picked.isNode() ? picked.closedNeighborhood() : picked.union(picked.connectedNodes());
    cy.elements().not(around).addClass('far');
    around.addClass('near');
    picked.addClass('picked');
  });
}

function keyboard(state) {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  return (event) => {
    const { cy } = state;
    if (step[event.key]) {
      const [dx, dy] = step[event.key];
      const from = cy.getElementById(state.picked || '');
      const at = from.nonempty() && from.isNode() ? from.position() : { x: cy.extent().x1, y: cy.extent().y1 };
      let best = null; let least = Infinity;
      cy.nodes().forEach((n) => {
        const [px, py] = [n.position('x') - at.x, n.position('y') - at.y];
        const along = px * dx + py * dy; const aside = Math.abs(px * dy) + Math.abs(py * dx);
        if (n.id() !== state.picked && along > 0 && along + 2 * aside < least) { least = along + 2 * aside; best = n; }
      });
      if (best) { state.pick(best.id(), 400); cy.animate({ center: { eles: best } }, { duration: 120 }); }
    } else if (event.key === 'Enter' && state.picked) state.send('expand', state.picked);
    else if (event.key === 'Escape') state.pick(null);
    else if (event.key === '+' || event.key === '=') zoom(cy, 1.3);
    else if (event.key === '-') zoom(cy, 1 / 1.3);
    else if (event.key === '0') whole(cy);
    else return;
    event.preventDefault(); event.stopPropagation();
  };
}

// A picture of three nodes is not blown up to fill the frame. By the places alone: the library's own
// way measures every label first, which takes longer than drawing where there are thousands.
const MARGIN = 30; const ROOM_FOR_A_LABEL = 60;
function whole(cy) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  cy.nodes().forEach((node) => {
    const { x, y } = node.position();
    left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y);
  });
  if (!(left <= right) || !cy.width() || !cy.height()) return;
  const [wide, high] = [right - left + 2 * ROOM_FOR_A_LABEL, bottom - top + 2 * ROOM_FOR_A_LABEL];
  const level = Math.min((cy.width() - 2 * MARGIN) / wide, (cy.height() - 2 * MARGIN) / high, 1.25);
  const zoomed = Math.max(cy.minZoom(), level);
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  cy.viewport({ zoom: zoomed, pan: { x: cy.width() / 2 - x * zoomed, y: cy.height() / 2 - y * zoomed } });
}
const zoom = (cy, by) => cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });

function begin(component) {
  const { parentElement, data } = component;
  const host = parentElement.querySelector('.graph');
  const canvas = parentElement.querySelector('.canvas');
  const state = { picked: null, waiting: 0, component };
  const began = performance.now();
  performance.mark('graph.told');
  const cy = cytoscape({
    container: canvas, elements: elements(data), layout: { name: 'preset' }, style: LOOK(...colours(host), data.nodes.length > MANY),
    minZoom: 0.05, maxZoom: 4, boxSelectionEnabled: false, textureOnViewport: data.nodes.length > MANY,
    hideEdgesOnViewport: data.nodes.length > MANY, pixelRatio: data.nodes.length > MANY ? 1 : 'auto',
  });
  state.cy = cy;
  // A canvas does not wait for a font: once one comes that was not there, labels are drawn anew.
  const [font, letters] = [`11px ${FAMILY}`, [...new Set(data.nodes.map((node) => node[1]).join(''))].join('')];
  if (!document.fonts.check(font, letters)) document.fonts.load(font, letters).then(() => cy.style().update());
  state.send = (name, value) => state.component.setTriggerValue(name, value);
  state.pick = (id, wait = 0) => {
    state.picked = id; highlight(cy, id); clearTimeout(state.waiting);
    state.waiting = setTimeout(() => state.send('picked', id || ''), wait);
  };
  // The mark shows at once; Python is asked only when no second click follows.
  cy.on('tap', (event) => { if (event.target !== cy) { state.picked = event.target.id(); highlight(cy, state.picked); } });
  cy.on('onetap', (event) => state.pick(event.target === cy ? null : event.target.id()));
  cy.on('dbltap', 'node', (event) => { state.picked = event.target.id(); state.send('expand', state.picked); });
  cy.on('dragfree', 'node', (event) => {
    const at = event.target.position();
    state.send('moved', { id: event.target.id(), x: Math.round(at.x), y: Math.round(at.y) });
  });
  performance.mark('graph.made');
  cy.one('render', () => { performance.mark('graph.drawn'); host.dataset.drawnMs = Math.round(performance.now() - began); });
  host.addEventListener('keydown', keyboard(state));
  for (const [name, act] of [['in', () => zoom(cy, 1.3)], ['out', () => zoom(cy, 1 / 1.3)], ['fit', () => whole(cy)]]) {
    parentElement.querySelector(`[data-do=${name}]`).onclick = act;
  }
  // Until somebody takes hold of it the picture fills its frame, however late that got its size.
  let taken = false;
  for (const kind of ['pointerdown', 'wheel', 'keydown']) host.addEventListener(kind, () => { taken = true; }, { capture: true, passive: true });
  new ResizeObserver(() => { cy.resize(); if (!taken) whole(cy); }).observe(canvas);
  whole(cy);
  host.kedrovkaGraph = cy;
  return state;
}

// Light and dark may change under an open page; a style is set only then, for it redraws all.
function restyle(state, host, data) {
  const many = data.nodes.length > MANY;
  const wanted = [...colours(host), many].join();
  if (state.style && state.style !== wanted) state.cy.style(LOOK(...colours(host), many));
  state.style = wanted;
}

function update(state, data) {
  const { cy } = state;
  const wanted = new Set([...data.nodes, ...data.edges].map(([id]) => id));
  const before = cy.nodes().length;
  cy.batch(() => {
    cy.elements().filter((e) => !wanted.has(e.id())).remove();
    for (const element of elements(data)) {
      const there = cy.getElementById(element.data.id);
      if (there.empty()) cy.add(element);
      else { there.data(element.data); if (element.position && !there.grabbed()) there.position(element.position); }
    }
  });
  // What was on the screen stays there; only a wider picture is fitted.
  if (cy.nodes().length !== before) whole(cy);
}

export function draw(component) {
  const { parentElement, data } = component;
  const host = parentElement.querySelector('.graph');
  host.style.height = `min(${data.height}px, 74vh)`;
  host.setAttribute('aria-label', data.words.label);
  for (const name of ['in', 'out', 'fit']) {
    const button = parentElement.querySelector(`[data-do=${name}]`);
    button.title = data.words[name]; button.setAttribute('aria-label', data.words[name]);
  }
  let state = drawn.get(host);
  if (!state) { state = begin(component); drawn.set(host, state); } else {
    state.component = component;
    if (state.stamp !== data.stamp) update(state, data);
  }
  if (state.turn !== data.turn) state.picked = data.picked || null;
  state.turn = data.turn;
  state.stamp = data.stamp;
  restyle(state, host, data);
  highlight(state.cy, state.picked);
  host.dataset.nodes = state.cy.nodes().length;
}
