// The head of the page: names, the sentence, the key figures; and machine, versions, conventions.

function overview() {
  const [a, b] = models;
  byId('eyebrow').textContent = t(b ? 'overview.two' : a.totals ? 'overview.one' : 'overview.graph');
  byId('title').replaceChildren(...(b
    ? [a, b].flatMap((m, i) => [i ? el('span', { class: 'versus' }, ' ' + t('versus') + ' ') : '', el('span', { class: 'model', title: m.name }, tag(i), cut(m.name, 60))])
    : [cut(a.name, 80)]));
  byId('verdict').textContent = data.comparison ? data.comparison.verdict : '';
  const facts = [...new Set(models.flatMap(m => m.inputs))].map(s => cut(s, 60));
  const machine = data.machine;
  if (machine && machine.timed) facts.push(machine.cpu, machine.threads === 1 ? t('thread') : t('threads', machine.threads));
  facts.push(data.date);
  byId('facts').textContent = facts.filter(Boolean).join(' · ');
  if (a.totals) byId('cards').append(...(b ? pairs(a, b) : figures(a)));
}

function key(title, figure, className, ...rest) {
  return el('div', { class: 'card key' }, el('h2', {}, title), el('p', { class: 'figure ' + className }, figure), rest);
}

function figures(m) {
  const x = m.totals;
  const cards = [
    key(t('key.macs'), format.units(x.macs), '', el('p', { class: 'note' }, t('key.macs.note', format.units(x.flops).trim()))),
    key(t('key.params'), format.units(x.params), '', el('p', { class: 'note' }, t('key.params.note', format.int(x.params), format.bytes(x.weightBytes)))),
    key(t('key.memory'), format.bytes(x.peakActivationBytes), '', el('p', { class: 'note' }, t('key.memory.note', format.bytes(x.bytesMoved)))),
  ];
  if (m.time) {
    cards.unshift(key(t('key.time'), format.millis(m.time.median), '', el('p', { class: 'note' },
      t('key.time.note', format.millis(m.time.p10), format.millis(m.time.p90), format.rate(x.flops / m.time.median / 1e6)))));
  }
  return cards;
}

/** The number of a text large, the words around it small. */
function large(text, number) {
  const [, before, unit, after] = /^(.*)\{0\}(×?)(.*)$/.exec(text);
  return [before ? el('small', {}, before) : '', number + unit, el('small', {}, after)];
}

function pairs(a, b) {
  const pair = (name, x, y, text, less, more, ratio = y > 0 ? x / y : 0) => {
    const same = Math.abs(ratio - 1) < 0.005;
    const figure = !ratio ? '–' : same ? t('same') : large(t(ratio >= 1 ? less : more), format.factor(ratio >= 1 ? ratio : 1 / ratio));
    const most = Math.max(x, y) || 1;
    return key(t('key.' + name), figure, !ratio || same ? '' : ratio > 1 ? 'good' : 'bad',
      el('div', { class: 'pair' }, tag(0), track(x / most), el('span', { class: 'value' }, text(x)), tag(1), track(y / most, true), el('span', { class: 'value' }, text(y))));
  };
  const x = a.totals;
  const y = b.totals;
  const cards = [pair('macs', x.macs, y.macs, format.units, 'less', 'more'), pair('params', x.params, y.params, format.units, 'fewer', 'more')];
  if (a.time && b.time) cards.splice(1, 0, pair('time', a.time.median, b.time.median, format.millis, 'faster', 'slower', data.comparison.speedup));
  cards.push(pair('memory', x.peakActivationBytes, y.peakActivationBytes, format.bytes, 'less', 'more'));
  return cards;
}

function about() {
  const machine = data.machine;
  const list = entries => el('dl', {}, entries.filter(e => e[1]).flatMap(([k, v]) => [el('dt', {}, t(k)), el('dd', {}, v)]));
  const memory = machine.memory || [];
  const speed = memory.length ? memory[memory.length - 1] : null;
  const card = (title, ...content) => el('div', { class: 'card' }, el('h3', {}, title), content);
  const notes = models.flatMap((m, i) => [
    ...m.assumed.map(s => el('li', {}, tag(i), cut(s, 200))),
    ...m.notCounted.map(n => el('li', {}, tag(i), t('about.notCounted', cut(n.layer, 60), n.type, n.reason))),
  ]);
  byId('about-body').append(
    card(t('about.machine'), list([
      ['about.cpu', machine.cpu],
      ['about.processors', String(machine.processors)],
      ['about.threads', machine.timed ? String(machine.threads) : ''],
      ['about.os', machine.os],
      ['about.jvm', machine.jvm],
      ['about.sepconv', machine.sepconv],
      ['about.peak', machine.peak ? format.rate(machine.peak) + ' GFLOP/s' : ''],
      ['about.bandwidth', speed ? t('about.bandwidth.value', format.rate(speed.read), format.rate(speed.written)) : ''],
      ['about.date', data.date],
    ])),
    card(t('about.how'), el('ul', {},
      (machine.timed ? ['about.how.time', 'about.how.step', 'about.how.bound'] : ['about.how.none']).map(k => el('li', {}, t(k))),
      data.comparison && machine.timed ? el('li', {}, t('about.how.pair')) : null,
      ['about.how.mac', 'about.how.params', 'about.how.memory'].map(k => el('li', {}, t(k))), notes)));
}
