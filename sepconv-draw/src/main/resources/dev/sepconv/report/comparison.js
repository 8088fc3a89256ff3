// Two networks side by side, and for every replaced convolution: theory, arithmetic, time.

function comparison() {
  const c = data.comparison;
  const rows = c.totals.map(r => {
    const text = r.unit === 'bytes' ? format.bytes : r.unit === 'millis' ? format.millis : r.unit === 'rate' ? format.rate : format.int;
    const most = Math.max(r.a, r.b) || 1;
    // Of measured times the ratio is taken in each round, not of the medians.
    const ratio = r.key === 'millis' ? c.speedup : r.b ? r.a / r.b : 0;
    return el('tr', {}, el('th', { scope: 'row' }, t('total.' + r.key)),
      el('td', { class: 'number' }, text(r.a)), el('td', { class: 'number' }, text(r.b)),
      el('td', { class: 'number long' }, ratio ? format.percent(1 / ratio) : '–'), el('td', { class: 'number' }, ratio ? format.ratio(ratio) : '–'),
      el('td', { class: 'share' }, track(r.a / most), track(r.b / most, true)));
  });
  byId('totals').append(el('table', {}, el('thead', {}, el('tr', {}, el('td', {}),
    models.map((m, i) => el('th', { scope: 'col', class: 'number' }, tag(i), el('span', { class: 'long' }, cut(m.name, 26)))),
    el('th', { scope: 'col', class: 'number long' }, 'B / A'), el('th', { scope: 'col', class: 'number' }, 'A / B'), el('td', { class: 'share' }))), el('tbody', {}, rows)));
  byId('replaced').append(c.replaced.length ? replaced(c.replaced) : el('p', { class: 'lead' }, t('replaced.none')));
}

function replaced(list) {
  const timed = list.some(r => r.time);
  const most = Math.max(...list.map(r => Math.max(r.time || 0, r.macs, r.theory))) * 1.1;
  const body = list.map(r => el('tr', {},
    layerCell(0, [r.normal]), layerCell(1, [r.depthwise, r.pointwise]),
    el('td', { class: 'number' }, format.percent(r.theory)), el('td', { class: 'number' }, format.percent(r.macs)),
    timed ? el('td', { class: 'number' }, r.time ? (r.exact ? '' : '≈ ') + format.percent(r.time) : '–') : null,
    el('td', {}, strip(r, most)),
    timed ? el('td', { class: 'muted' }, r.bound ? t('bounded.' + r.bound) : '') : null));
  const head = [tag(0) && [tag(0), t('replaced.normal')], [tag(1), t('replaced.separable')]].map(h => el('th', { scope: 'col' }, h));
  const numbers = ['1/oc + 1/k²', t('replaced.macs'), timed ? t('replaced.time') : null].filter(Boolean);
  return el('div', {},
    el('h3', { class: 'subhead' }, t('replaced.title')), el('p', { class: 'lead' }, t(timed ? 'replaced.lead.time' : 'replaced.lead')),
    el('div', { class: 'card' },
      el('ul', { class: 'legend' },
        legend(t('replaced.theory'), svg('line', { x1: 8, x2: 8, y1: 1, y2: 15, stroke: 'currentColor', 'stroke-width': 2 })),
        legend(t('replaced.macs'), svg('circle', { cx: 8, cy: 8, r: 5, style: 'fill: var(--b)' })),
        timed ? legend(t('replaced.time'), svg('path', { d: 'M8 2l6 6-6 6-6-6z', fill: 'currentColor' })) : null),
      el('div', { class: 'scroll tall', tabindex: 0, role: 'region', 'aria-label': t('replaced.title') },
        el('table', { class: 'replaced' }, el('thead', {}, el('tr', {}, head, numbers.map(n => el('th', { scope: 'col', class: 'number' }, n)),
          el('th', { scope: 'col' }, t('replaced.left', format.percent(most))), timed ? el('th', { scope: 'col' }, t('replaced.bound')) : null)), el('tbody', {}, body)))));
}

const legend = (text, ...shapes) => el('li', {}, svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, shapes), text);

function layerCell(model, paths) {
  const layers = paths.map(p => models[model].byPath.get(p)).filter(Boolean);
  return layers.length
    ? mark(el('td', {}, paths.map((p, i) => [i ? ' + ' : '', el('span', { title: p }, cut(p, 34))])), model, layers)
    : el('td', {}, cut(paths.join(' + '), 60));
}

/** What is left of arithmetic and time, on one axis from 0. */
function strip(r, most) {
  const x = v => (v / most * 100).toFixed(2) + '%';
  const label = [t('replaced.theory') + ' ' + format.percent(r.theory), t('replaced.macs') + ' ' + format.percent(r.macs), r.time ? t('replaced.time') + ' ' + format.percent(r.time) : ''].filter(Boolean).join(', ');
  return svg('svg', { class: 'strip', role: 'img', 'aria-label': label },
    svg('line', { class: 'axis', x1: 0, x2: '100%', y1: 12, y2: 12 }),
    most > 1 ? svg('line', { class: 'one', x1: x(1), x2: x(1), y1: 2, y2: 22 }) : null,
    r.time ? svg('line', { class: 'span', x1: x(Math.min(r.macs, r.time)), x2: x(Math.max(r.macs, r.time)), y1: 12, y2: 12 }) : null,
    svg('line', { class: 'theory', x1: x(r.theory), x2: x(r.theory), y1: 4, y2: 20 }),
    svg('circle', { class: 'macs', cx: x(r.macs), cy: 12, r: 4.5 }),
    r.time ? svg('svg', { x: x(r.time), y: 12, overflow: 'visible' }, svg('path', { class: 'time', d: 'M0 -6l6 6-6 6-6-6z' })) : null);
}
