// The table of layers: grouped by module in the network's order, flat when sorted or filtered.

const table = { sort: 'order', descending: false, filter: '', folded: new Set() };
const MOST_ROWS = 2000;

const COLUMNS = [
  { key: 'order', value: l => l.index, text: l => String(l.index + 1), number: true },
  { key: 'layer', value: l => l.path.toLowerCase() },
  { key: 'type', value: l => l.type.toLowerCase(), text: l => [el('span', { class: 'kind ' + l.kind, 'aria-hidden': 'true' }), l.type], className: 'nowrap' },
  { key: 'window', value: l => l.window, text: l => l.window, className: 'code nowrap' },
  { key: 'output', value: l => l.outputElements, text: l => cut(l.output, 40), className: 'code nowrap' },
  { key: 'params', value: l => l.params, text: l => (l.params || !l.sharedParams ? format.int(l.params) : t('shared.short')), number: true, heat: true },
  { key: 'macs', value: l => l.macs, text: l => (l.counted === false ? t('uncounted') : format.int(l.macs)), number: true, heat: true },
  { key: 'bytes', value: l => l.read + l.written, text: l => format.bytes(l.read + l.written), number: true, heat: true },
  { key: 'intensity', value: l => intensity(l), text: l => (l.macs ? format.rate(intensity(l)) : '–'), number: true },
  { key: 'time', value: millis, text: l => timeText(l), number: true, heat: true, timed: true },
];
const intensity = l => (l.read + l.written ? 2 * l.macs / (l.read + l.written) : 0);

function timeText(l) {
  const own = millis(l);
  if (own !== undefined) return (l.exact ? '' : '≈ ') + format.millis(own);
  return l.step && l.step.head !== l ? el('span', { class: 'muted', title: t('within', l.step.head.path) }, '⤷ ' + (l.step.head.index + 1)) : '';
}

function columns() {
  return COLUMNS.filter(c => !c.timed || models[page.model].steps);
}

/** The lines in order: modules with their layers inside, or layers alone. */
function lines() {
  const m = models[page.model];
  const words = table.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = l => words.every(w => (l.path + ' ' + l.type + ' ' + l.window + ' ' + l.output + ' ' + l.kind).toLowerCase().includes(w));
  if (table.sort === 'order' && !table.descending && !words.length) return tree(m);
  const column = COLUMNS.find(c => c.key === table.sort);
  const sign = table.descending ? -1 : 1;
  return m.layers.filter(fits).sort((x, y) => {
    const a = column.value(x);
    const b = column.value(y);
    // What has no value comes last either way.
    if (a === undefined || b === undefined) return (a === undefined) - (b === undefined) || x.index - y.index;
    return (a < b ? -1 : a > b ? 1 : 0) * sign || x.index - y.index;
  }).map(layer => ({ layer, depth: 0, name: layer.path }));
}

function tree(m) {
  const found = [];
  let open = [];
  for (const layer of m.layers) {
    const parents = layer.parent ? layer.parent.split('.') : [];
    let common = 0;
    while (common < parents.length && open[common] && open[common].name === parents[common]) common++;
    open = open.slice(0, common);
    for (let d = common; d < parents.length; d++) {
      const path = parents.slice(0, d + 1).join('.');
      const hidden = open.some(g => table.folded.has(g.path));
      const group = { module: true, name: parents[d], path, depth: d, type: m.modules[path] || '', sum: { params: 0, macs: 0, bytes: 0, time: 0 } };
      open.push(group);
      if (!hidden) found.push(group);
    }
    for (const g of open) {
      g.sum.params += layer.params;
      g.sum.macs += layer.macs;
      g.sum.bytes += layer.read + layer.written;
      g.sum.time += millis(layer) || 0;
    }
    if (!open.some(g => table.folded.has(g.path))) found.push({ layer, depth: parents.length, name: layer.name || layer.type });
  }
  return found;
}

function row(line, shown, most) {
  if (line.module) {
    const folded = table.folded.has(line.path);
    const toggle = el('button', { type: 'button', class: 'toggle', 'aria-expanded': String(!folded), 'aria-label': t('fold.one', line.path), onclick: () => { fold(line.path); } }, folded ? '▸' : '▾');
    const value = { params: format.int, macs: format.int, bytes: format.bytes, time: format.millis };
    return el('tr', { class: 'module', '--depth': line.depth, 'data-module': line.path }, shown.map(c =>
      c.key === 'layer' ? el('th', { scope: 'row' }, toggle, el('span', { title: line.path }, cut(line.name, 40)))
        : c.key === 'type' ? el('td', { class: 'muted nowrap' }, line.type)
          : el('td', { class: 'muted number' }, value[c.key] ? value[c.key](line.sum[c.key]) : '')));
  }
  const l = line.layer;
  const cells = shown.map(c => {
    if (c.key === 'layer') {
      return el('th', { scope: 'row' }, el('button', { type: 'button', class: 'name', tabindex: -1, title: l.path }, cut(line.name, 60)));
    }
    const part = c.heat ? (c.value(l) || 0) / most[c.key] : 0;
    return el('td', { class: [c.className, c.number && 'number', c.heat && 'heat'].filter(Boolean).join(' '), '--part': c.heat ? part.toFixed(4) : null }, c.text(l));
  });
  return mark(el('tr', { '--depth': line.depth }, cells), page.model, [l]);
}

function drawTable() {
  const m = models[page.model];
  const shown = columns();
  const most = {};
  for (const c of shown.filter(x => x.heat)) most[c.key] = Math.max(1e-12, ...m.layers.map(l => c.value(l) || 0));
  const all = lines();
  const visible = all.slice(0, MOST_ROWS);
  const head = el('tr', {}, shown.map(c => el('th', {
    scope: 'col', class: c.number ? 'number' : '', 'data-column': c.key,
    'aria-sort': c.key !== table.sort ? 'none' : table.descending ? 'descending' : 'ascending',
  }, el('button', { type: 'button', class: 'sort', onclick: () => sortBy(c) }, t('column.' + c.key)))));
  const body = el('tbody', { onkeydown: walk }, visible.map(l => row(l, shown, most)));
  const first = body.querySelector('.name');
  if (first) first.tabIndex = 0;
  byId('table').replaceChildren(el('table', { class: 'layer-table' }, el('thead', {}, head), body));
  const layers = all.filter(l => l.layer).length;
  byId('count').textContent = visible.length < all.length ? t('layers.cut', format.int(visible.length), format.int(m.layers.length))
    : layers < m.layers.length ? t('layers.some', format.int(layers), format.int(m.layers.length)) : t('layers.all', format.int(layers));
  paint('selected', page.selected);
}

function sortBy(column) {
  const large = column.heat || column.key === 'intensity';
  table.descending = table.sort === column.key ? !table.descending : !!large;
  table.sort = column.key;
  drawTable();
  byId('table').querySelector(`[data-column="${column.key}"] button`).focus();
}

function fold(path) {
  if (!table.folded.delete(path)) table.folded.add(path);
  drawTable();
  const again = [...byId('table').querySelectorAll('tr.module')].find(r => r.dataset.module === path);
  if (again) again.querySelector('.toggle').focus();
}

/** Arrow keys go from layer to layer, so that Tab leaves the table at once. */
function walk(e) {
  const names = [...byId('table').querySelectorAll('.name')];
  const at = names.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: names.length - 1 }[e.key];
  if (at < 0 || to === undefined || !names[to]) return;
  e.preventDefault();
  names[at].tabIndex = -1;
  names[to].tabIndex = 0;
  names[to].focus();
}

function showRow(chosen) {
  const find = () => [...byId('table').querySelectorAll('tr[data-layer]')].find(r => chosen.paths.includes(r.dataset.layer));
  if (!find()) {
    Object.assign(table, { filter: '', sort: 'order', descending: false });
    table.folded.clear();
    byId('filter').value = '';
    drawTable();
  }
  const found = find();
  if (!found) return;
  found.scrollIntoView({ block: 'center' });
  found.querySelector('.name').focus({ preventScroll: true });
}

function layers() {
  byId('filter').addEventListener('input', e => { table.filter = e.target.value; drawTable(); });
  const button = byId('fold');
  button.hidden = !models.some(m => m.layers.some(l => l.parent));
  button.addEventListener('click', () => {
    const folding = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(folding));
    table.folded = new Set(folding ? models.flatMap(m => Object.keys(m.modules)) : []);
    Object.assign(table, { sort: 'order', descending: false });
    drawTable();
  });
  page.onModel.push(drawTable);
  drawTable();
}
