// What every part of the page uses: the data, text, numbers, elements, and which layer is meant.

const data = JSON.parse(document.getElementById('data').textContent);
const models = data.models;
const page = { model: models.length - 1, selected: null, onModel: [], onSelect: [] };

/** The text of a key; {0}, {1} … stand for what follows. */
function t(key, ...values) {
  const text = data.messages[key];
  if (text === undefined) throw new Error('no message ' + key);
  return values.length ? text.replace(/\{(\d)\}/g, (_, i) => values[i]) : text;
}

const grouped = new Intl.NumberFormat(data.lang === 'zh' ? 'zh-CN' : 'en-US');
const format = {
  int: n => grouped.format(n),
  /** Three significant digits and a decimal unit, such as 5.42 M. */
  units(n) {
    if (n < 1000) return String(Math.round(n * 100) / 100);
    let unit = 0;
    while (Number(n.toPrecision(3)) >= 1000 && unit < 6) { n /= 1000; unit++; }
    return Number(n).toPrecision(3) + ' ' + ' kMGTPE'[unit];
  },
  bytes(n) {
    const text = format.units(n);
    return (/[a-z]$/i.test(text) ? text : text + ' ') + 'B';
  },
  /** A size that is a power of two, such as 32 KiB. */
  binary: n => { const unit = n < 1 << 20 ? 1 : 2; return n / 1024 ** unit + ['', ' KiB', ' MiB'][unit]; },
  /** Three digits, whether it is microseconds or seconds. */
  millis: ms => (ms >= 100 ? grouped.format(Math.round(ms)) : ms >= 1 ? ms.toPrecision(3) : ms.toFixed(ms < 0.01 ? 4 : 3)) + ' ms',
  percent: x => (x * 100).toFixed(x > 0 && x < 0.001 ? 2 : 1) + ' %',
  factor: x => (x >= 100 ? grouped.format(Math.round(x)) : x >= 10 ? x.toFixed(1) : x.toFixed(2)),
  ratio: x => format.factor(x) + '×',
  rate: x => (x >= 100 ? x.toFixed(0) : x.toPrecision(3)),
};

/** The text with its middle left out where it is longer. */
function cut(text, most = 48) {
  const chars = [...text];
  if (chars.length <= most) return text;
  const head = Math.floor((most - 1) / 2);
  return chars.slice(0, head).join('') + '…' + chars.slice(chars.length - (most - 1 - head)).join('');
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined || value === null) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name.startsWith('--')) node.style.setProperty(name, value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter(c => c !== null && c !== undefined && c !== false));
  return node;
}
/** An HTML element; children are elements or text, never markup. */
const el = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);
/** The same for SVG. */
const svg = (name, attributes = {}, ...children) =>
  fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
const byId = id => document.getElementById(id);

/** A, B: which of two networks. Nothing where there is one. */
const tag = i => (models.length > 1 ? el('span', { class: i ? 'tag b' : 'tag' }, i ? 'B' : 'A') : null);
/** A bar whose length is a part, 0 to 1. */
const track = (part, second) =>
  el('div', { class: 'track', 'aria-hidden': 'true' }, el('i', { class: second ? 'b' : '', '--part': Math.min(1, part) || 0 }));

// Two pictures may use the same ids, or the page's.
document.querySelectorAll('.viewport').forEach((v, i) => {
  v.querySelectorAll('[id]').forEach(e => { e.id = `drawing${i}-${e.id}`; });
  v.querySelectorAll('[clip-path], [marker-end]').forEach(e => {
    for (const a of ['clip-path', 'marker-end']) {
      if (e.hasAttribute(a)) e.setAttribute(a, e.getAttribute(a).replace('url(#', `url(#drawing${i}-`));
    }
  });
});

// ---- layers --------------------------------------------------------------------------------------

for (const m of models) {
  m.byPath = new Map();
  m.layers.forEach((l, i) => {
    l.index = i;
    if (!m.byPath.has(l.path)) m.byPath.set(l.path, l);
  });
  (m.steps || []).forEach((s, i) => {
    s.index = i;
    const own = s.layers.map(j => m.layers[j]);
    // A step's time is shown at the layer that multiplies most; the others lie in it.
    s.head = own.reduce((best, l) => (l.macs > best.macs ? l : best), own[0]);
    s.kind = kindOf(own);
    own.forEach(l => { l.step = s; });
  });
}

function kindOf(layers) {
  const kinds = new Set(layers.map(l => l.kind).filter(k => k !== 'other'));
  if (kinds.has('depthwise') && kinds.has('pointwise')) return 'separable';
  return kinds.has('normal') ? 'normal' : [...kinds][0] || 'other';
}
const KINDS = ['normal', 'depthwise', 'pointwise', 'separable', 'other'];

/** The layer's part of its step's time: undefined for one that takes none of its own. */
const millis = l => (l.millis > 0 ? l.millis : undefined);

// Which layers an element stands for. A node of the graph says it in its attribute.
const standsFor = new WeakMap();
function mark(element, model, layers) {
  element.setAttribute('data-layer', layers[0].path);
  standsFor.set(element, { model, paths: layers.map(l => l.path) });
  return element;
}
function meant(element) {
  const known = standsFor.get(element);
  if (known) return known;
  const home = element.closest('[data-model]');
  if (!home) return null;
  const model = Number(home.dataset.model);
  const name = element.dataset.layer;
  const m = models[model];
  const inside = l => l.path === name || l.nodes && l.nodes.includes(name) || l.path.startsWith(name + '.') || l.path.startsWith(name + '/');
  const named = (element.dataset.layers ? JSON.parse(element.dataset.layers) : [name]).filter(p => m.byPath.has(p));
  const paths = named.length ? named : m.layers.filter(inside).map(l => l.path);
  const found = { model, paths };
  standsFor.set(element, found);
  return found;
}

function paint(className, target) {
  document.querySelectorAll('[data-layer]').forEach(e => {
    const m = target && meant(e);
    e.classList.toggle(className, !!m && m.model === target.model && m.paths.some(p => target.paths.includes(p)));
  });
}

/** Marks a layer until another one is chosen, and says all about it. */
function select(model, paths) {
  page.selected = paths.length ? { model, paths } : null;
  if (page.selected && model !== page.model) showModel(model);
  paint('selected', page.selected);
  page.onSelect.forEach(f => f(page.selected));
}

function showModel(model) {
  page.model = model;
  page.onModel.forEach(f => f(model));
  paint('selected', page.selected);
}

document.addEventListener('pointerover', e => point(e.target, e));
document.addEventListener('focusin', e => point(e.target, null));
document.addEventListener('pointerleave', () => point(null, null));
document.addEventListener('click', e => {
  const at = e.target.closest && e.target.closest('[data-layer]');
  if (!at || e.target.closest('.toggle') || page.dragged) return;
  const m = meant(at);
  if (m && m.paths.length) select(m.model, m.paths);
});
document.addEventListener('keydown', e => {
  if (e.key === 'Escape') {
    hideTip();
    select(page.model, []);
  }
});

let pointed = null;
function point(target, event) {
  const at = target && target.closest ? target.closest('[data-layer]') : null;
  if (at !== pointed) {
    pointed = at;
    paint('linked', at && meant(at));
  }
  if (at && !at.closest('table')) showTip(at, event);
  else hideTip();
}

// ---- tooltip -------------------------------------------------------------------------------------

function showTip(element, event) {
  const m = meant(element);
  const layers = m ? m.paths.map(p => models[m.model].byPath.get(p)) : [];
  if (!layers.length) return hideTip();
  byId('tip').replaceChildren(...summary(m.model, layers));
  byId('tip').hidden = false;
  const box = element.getBoundingClientRect();
  placeTip(event ? event.clientX : box.left + box.width / 2, event ? event.clientY : box.bottom);
}
function placeTip(x, y) {
  const tip = byId('tip');
  const w = tip.offsetWidth;
  const h = tip.offsetHeight;
  tip.style.left = Math.max(8, Math.min(x + 14, innerWidth - w - 8)) + 'px';
  tip.style.top = (y + 18 + h > innerHeight ? Math.max(8, y - h - 12) : y + 18) + 'px';
}
function hideTip() { byId('tip').hidden = true; }

/** A few lines about a layer, or about several together. */
function summary(model, layers) {
  const sum = key => layers.reduce((n, l) => n + (l[key] || 0), 0);
  const first = layers[0];
  const last = layers[layers.length - 1];
  const name = layers.length === 1 ? first.path : t('tip.several', cut(first.path, 30), layers.length - 1);
  const lines = [
    el('b', {}, cut(name, 70)),
    [layers.length === 1 ? [first.type, first.window].filter(Boolean).join(' ') : '', last.output].filter(Boolean).join(' → '),
    el('br'),
    t('tip.cost', format.int(sum('params')), format.units(sum('macs'))),
  ];
  const step = layers.map(l => l.step).find(Boolean);
  if (step) {
    lines.push(el('br'), t('tip.time', format.millis(step.millis), step.kernel));
    if (step.bound) lines.push(el('br'), t('bound.' + step.bound, format.percent(step.share)));
  }
  return lines;
}

// ---- inspector -----------------------------------------------------------------------------------

page.onSelect.push(chosen => {
  const box = byId('inspector');
  box.hidden = !chosen;
  if (!chosen) return;
  const m = models[chosen.model];
  const layers = chosen.paths.map(p => m.byPath.get(p)).filter(Boolean);
  const l = layers[0];
  const step = layers.map(x => x.step).find(Boolean);
  const line = (key, value) => (value ? [el('dt', {}, t(key)), el('dd', {}, value)] : []);
  const sum = key => layers.reduce((n, x) => n + (x[key] || 0), 0);
  const bytes = sum('read') + sum('written');
  box.replaceChildren(
    el('header', {}, el('h2', {}, tag(chosen.model), el('span', { title: l.path }, cut(l.path, 90)), layers.length > 1 ? ' + ' + (layers.length - 1) : ''),
      el('button', { type: 'button', class: 'close', 'aria-label': t('close'), onclick: () => select(page.model, []) }, '×')),
    el('dl', {},
      line('column.type', layers.length === 1 ? l.type : ''),
      line('column.window', layers.length === 1 ? l.window : ''),
      line('input', l.input),
      line('column.output', layers[layers.length - 1].output),
      line('column.params', format.int(sum('params')) + (l.sharedParams ? ' ' + t('shared', format.int(l.sharedParams)) : '')),
      line('column.macs', sum('macs') ? t('part', format.int(sum('macs')), format.percent(sum('macs') / Math.max(1, m.totals.macs))) : '0'),
      line('column.elementOps', sum('elementOps') ? format.int(sum('elementOps')) : ''),
      line('column.bytes', bytes ? format.bytes(bytes) : ''),
      line('column.intensity', bytes ? format.rate(2 * sum('macs') / bytes) : ''),
      line('field', layers.length === 1 ? l.field : ''),
      step ? [
        line('column.time', format.millis(step.millis)),
        line('kernel', step.kernel),
        line('step', step.layers.length > 1 ? step.layers.map(i => cut(m.layers[i].path, 40)).join(', ') : ''),
        line('speed', step.gflops ? format.rate(step.gflops) + ' GFLOP/s' : ''),
        line('bound', step.bound ? t('bound.' + step.bound, format.percent(step.share)) : ''),
      ] : []),
    el('div', { class: 'actions' },
      byId('table') ? el('button', { type: 'button', onclick: () => showRow(chosen) }, t('show.table')) : null,
      byId('graph') ? el('button', { type: 'button', onclick: () => showNode(chosen) }, t('show.graph')) : null,
      l.conv && byId('calc') ? el('button', { type: 'button', onclick: () => calculate(l.conv) }, t('show.calculator')) : null));
});
