// Where arithmetic and time go along the network, and the roofline. Drawn as wide as there is room.

/** Draws anew when the width changes. */
function fitted(container, draw) {
  let width = 0;
  const redraw = () => {
    const now = Math.floor(container.clientWidth);
    if (now < 50 || now === width) return;
    width = now;
    container.replaceChildren(draw(now));
    paint('selected', page.selected);
  };
  new ResizeObserver(redraw).observe(container);
  redraw();
}

/** One stop for Tab; the arrow keys go from mark to mark. */
function stepped(group, marks) {
  marks.forEach((m, i) => m.setAttribute('tabindex', i ? -1 : 0));
  group.addEventListener('keydown', e => {
    const at = marks.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: marks.length - 1 }[e.key];
    if (e.key === 'Enter' && at >= 0) marks[at].dispatchEvent(new MouseEvent('click', { bubbles: true }));
    if (at < 0 || to === undefined || !marks[to]) return;
    e.preventDefault();
    marks[at].setAttribute('tabindex', -1);
    marks[to].setAttribute('tabindex', 0);
    marks[to].focus();
  });
}

function kindLegend(kinds, extra = []) {
  return el('ul', { class: 'legend' }, KINDS.filter(k => kinds.has(k)).map(k =>
    el('li', {}, el('span', { class: 'kind ' + k, 'aria-hidden': 'true', style: null }), t('kind.' + k))), extra);
}

// ---- profile -------------------------------------------------------------------------------------

function bars(m) {
  return m.steps
    ? m.steps.map(s => ({ name: s.name, layers: s.layers.map(i => m.layers[i]), macs: s.macs || 0, millis: s.millis, kind: s.kind }))
    : m.layers.filter(l => l.macs > 0).map(l => ({ name: l.path, layers: [l], macs: l.macs, kind: l.kind }));
}

function profiles() {
  const all = models.map(bars);
  const timed = models.some(m => m.steps);
  const top = { macs: Math.max(1, ...all.flat().map(b => b.macs)), millis: Math.max(0, ...all.flat().map(b => b.millis || 0)) };
  byId('profile-lead').textContent = t(timed ? 'charts.lead.time' : 'charts.lead') + (models.length > 1 ? ' ' + t('charts.same') : '');
  const kinds = new Set(all.flat().map(b => b.kind));
  byId('profiles').append(kindLegend(kinds), ...models.map((m, i) => {
    const box = el('div', { class: 'scroll' });
    const figure = el('figure', { class: 'card' }, el('figcaption', {}, tag(i), cut(m.name, 60)), box);
    // The card must be in the page before its width is known.
    requestAnimationFrame(() => fitted(box, width => profile(i, all[i], top, timed, width)));
    return figure;
  }));
}

function profile(model, list, top, timed, room) {
  const left = 8;
  const up = 128;
  const down = timed ? 128 : 0;
  const gutter = 8;
  const middle = 22 + up;
  const height = middle + (timed ? gutter + down + 16 : 10);
  const slot = Math.min(90, Math.max(4, (room - 2 * left) / Math.max(1, list.length)));
  const width = Math.max(room, slot * list.length + 2 * left);
  const gap = slot > 8 ? 2 : 1;
  const marks = list.map((b, i) => {
    const x = left + i * slot;
    const h = b.macs / top.macs * up;
    const d = timed && top.millis ? (b.millis || 0) / top.millis * down : 0;
    const name = b.layers.map(l => l.path).join(', ') || b.name;
    const said = [cut(name, 120), t('kind.' + b.kind), format.units(b.macs) + ' MAC', b.millis === undefined ? '' : format.millis(b.millis)].filter(Boolean).join('; ');
    const bar = svg('g', { class: 'mark ' + b.kind, role: 'img', 'aria-label': said },
      svg('rect', { class: 'hit', x, y: 4, width: slot, height: height - 8, rx: 3 }),
      svg('rect', { x: x + gap / 2, y: middle - h, width: slot - gap, height: h, rx: Math.min(2, slot / 4) }),
      d ? svg('rect', { x: x + gap / 2, y: middle + gutter, width: slot - gap, height: d, rx: Math.min(2, slot / 4) }) : null);
    // A step that only changes a layout belongs to no layer.
    return b.layers.length ? mark(bar, model, b.layers) : bar;
  });
  const group = svg('g', {}, marks);
  stepped(group, marks);
  return svg('svg', { class: 'plot', viewBox: `0 0 ${width} ${height}`, style: null, width, height, role: 'group', 'aria-label': t('charts.aria', models[model].name) },
    svg('line', { class: 'grid', x1: left, x2: width - left, y1: middle - up, y2: middle - up }),
    svg('line', { class: 'base', x1: left, x2: width - left, y1: middle, y2: middle }),
    timed ? [svg('line', { class: 'base', x1: left, x2: width - left, y1: middle + gutter, y2: middle + gutter }),
      svg('line', { class: 'grid', x1: left, x2: width - left, y1: middle + gutter + down, y2: middle + gutter + down })] : null,
    group,
    svg('text', { x: left, y: middle - up - 6 }, t('charts.macs', format.units(top.macs))),
    timed ? svg('text', { x: left, y: middle + gutter + down + 14 }, t('charts.time', format.millis(top.millis))) : null);
}

// ---- roofline ------------------------------------------------------------------------------------

function roofline() {
  const points = models.flatMap((m, model) => (m.steps || []).filter(s => s.gflops > 0 && s.bytes > 0 && s.layers.length)
    .map(s => ({ model, layers: s.layers.map(i => m.layers[i]), x: 2 * s.macs / s.bytes, y: s.gflops, kind: s.kind, millis: s.millis, bound: s.bound, share: s.share })));
  const shapes = models.length > 1 ? [
    el('li', {}, svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('circle', { cx: 8, cy: 8, r: 5, fill: 'none', stroke: 'currentColor', 'stroke-width': 2 })), 'A: ' + cut(models[0].name, 30)),
    el('li', {}, svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('circle', { cx: 8, cy: 8, r: 6, fill: 'currentColor' })), 'B: ' + cut(models[1].name, 30)),
  ] : [];
  const box = el('div');
  byId('roof').append(kindLegend(new Set(points.map(p => p.kind)), shapes), box, el('p', { class: 'muted' }, t('roofline.note')));
  requestAnimationFrame(() => fitted(box, width => roof(points, width)));
}

function roof(points, width) {
  const machine = data.machine;
  const narrow = width < 560;
  const height = narrow ? 340 : 440;
  const pad = { left: 52, right: 16, top: 26, bottom: 46 };
  const lines = machine.memory.map(m => ({ bytes: m.bytes, rate: 2 / (1 / m.read + 1 / m.written) }));
  const slowest = lines[lines.length - 1];
  const knee = machine.peak / slowest.rate;
  const decades = (low, high) => [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const [x0, x1] = decades(Math.min(0.3, ...points.map(p => p.x)), Math.max(knee * 3, ...points.map(p => p.x)));
  const [y0, y1] = decades(Math.min(machine.peak / 90, ...points.map(p => p.y)), Math.max(machine.peak * 1.4, ...points.map(p => p.y)));
  const x = v => pad.left + (Math.log10(v) - x0) / (x1 - x0) * (width - pad.left - pad.right);
  const y = v => height - pad.bottom - (Math.log10(v) - y0) / (y1 - y0) * (height - pad.top - pad.bottom);
  const ticks = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i));
  const label = v => (v >= 1 ? grouped.format(v) : String(Number(v.toPrecision(2))));
  const slope = (line, className) => {
    const start = Math.max(10 ** x0, 10 ** y0 / line.rate);
    const end = Math.min(machine.peak / line.rate, 10 ** x1);
    return start < end ? svg('line', { class: className, x1: x(start), y1: y(start * line.rate), x2: x(end), y2: y(end * line.rate) }) : null;
  };
  const angle = -Math.atan2(y(1) - y(10), x(10) - x(1)) * 180 / Math.PI;
  const along = (line, text, className) => {
    const at = Math.max(10 ** x0, 10 ** y0 / line.rate) * (narrow ? 1.6 : 2);
    return at * line.rate < machine.peak / 2
      ? svg('text', { class: className + ' halo', transform: `translate(${x(at)} ${y(at * line.rate) - 7}) rotate(${angle})` }, text) : null;
  };
  const longest = Math.max(...points.map(p => p.millis));
  // Large ones first, so that small ones are not hidden.
  const marks = [...points].sort((a, b) => b.millis - a.millis).map(p => mark(svg('circle', {
    class: `mark point ${p.model ? 'b' : models.length > 1 ? 'a' : 'b'} ${p.kind}`, cx: x(p.x).toFixed(1), cy: y(p.y).toFixed(1), r: (4 + 9 * Math.sqrt(p.millis / longest)).toFixed(1), role: 'img',
    'aria-label': `${cut(p.layers.map(l => l.path).join(', '), 100)}: ${format.rate(p.x)} FLOP/B, ${format.rate(p.y)} GFLOP/s, ${format.millis(p.millis)}`,
  }), p.model, p.layers));
  const group = svg('g', {}, marks);
  stepped(group, marks);
  const fastest = lines[0];
  return svg('svg', { class: 'plot', viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': t('roofline.aria') },
    ticks(x0, x1).map(v => [svg('line', { class: 'grid', x1: x(v), x2: x(v), y1: pad.top, y2: height - pad.bottom }),
      svg('text', { x: x(v), y: height - pad.bottom + 18, 'text-anchor': 'middle' }, label(v))]),
    ticks(y0, y1).map(v => [svg('line', { class: 'grid', x1: pad.left, x2: width - pad.right, y1: y(v), y2: y(v) }),
      svg('text', { x: pad.left - 8, y: y(v) + 4, 'text-anchor': 'end' }, label(v))]),
    svg('text', { x: (pad.left + width - pad.right) / 2, y: height - 6, 'text-anchor': 'middle' }, t('roofline.x')),
    svg('text', { x: 0, y: 12 }, t('roofline.y')),
    slope(fastest, 'cache'), slope(slowest, 'roof'),
    svg('line', { class: 'roof', x1: x(Math.max(10 ** x0, knee)), x2: width - pad.right, y1: y(machine.peak), y2: y(machine.peak) }),
    svg('line', { class: 'cache', x1: x(Math.max(10 ** x0, machine.peak / fastest.rate)), x2: x(Math.max(10 ** x0, knee)), y1: y(machine.peak), y2: y(machine.peak) }),
    group,
    svg('text', { class: 'roof-label halo', x: width - pad.right, y: y(machine.peak) - 8, 'text-anchor': 'end' }, t('roofline.peak', format.rate(machine.peak))),
    along(slowest, t('roofline.memory', format.rate(slowest.rate)), 'roof-label'),
    narrow ? null : along(fastest, t('roofline.cache', format.binary(fastest.bytes), format.rate(fastest.rate)), ''));
}
