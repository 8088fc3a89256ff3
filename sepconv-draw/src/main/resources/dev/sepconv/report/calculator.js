// One layer, both forms: change its sizes, and see parameters, MACs and the blocks change.

const FIELDS = [
  ['ic', 3, 1, 65536], ['oc', 4, 1, 65536], ['k', 3, 1, 31], ['size', 224, 1, 16384], ['stride', 1, 1, 16],
];

function calculator() {
  const fields = FIELDS.map(([name, value, min, max]) => el('label', { class: 'field' }, el('span', {}, t('calc.' + name)),
    el('input', { type: 'number', id: 'calc-' + name, name, value, min, max, step: 1, inputmode: 'numeric', required: true, 'aria-describedby': 'calc-error' })));
  byId('calc').append(...fields, el('label', { class: 'check' }, el('input', { type: 'checkbox', id: 'calc-bias', checked: true }), t('calc.bias')));
  byId('calc').addEventListener('input', compute);
  byId('calc').addEventListener('submit', e => e.preventDefault());
  compute();
}

/** Takes a layer of the network. */
function calculate(conv) {
  for (const [name] of FIELDS) byId('calc-' + name).value = conv[name];
  byId('calc-bias').checked = conv.bias;
  compute();
  byId('calculator').scrollIntoView({ block: 'start' });
}

function entered() {
  const v = { bias: byId('calc-bias').checked };
  for (const [name, , min, max] of FIELDS) {
    const input = byId('calc-' + name);
    const n = Number(input.value);
    const good = input.value.trim() !== '' && Number.isInteger(n) && n >= min && n <= max;
    input.setAttribute('aria-invalid', String(!good));
    if (!good) return { error: t('calc.error', t('calc.' + name), format.int(min), format.int(max), input.value.trim() || '–') };
    v[name] = n;
  }
  return v;
}

function compute() {
  const v = entered();
  byId('calc-error').textContent = v.error || '';
  byId('calc-forms').hidden = byId('calc-ratio').hidden = !!v.error;
  if (v.error) return;
  const { ic, oc, k, bias } = v;
  // Padded so that stride 1 keeps the size, as ⌈size / stride⌉ says for every stride.
  const out = Math.ceil(v.size / v.stride);
  const area = out * out;
  const form = (name, weights, biases, factors) => ({
    name, params: weights + (bias ? biases : 0), macs: weights * area,
    paramsText: factors + (bias ? ' + ' + biases : ''), macsText: factors + ' · ' + out + '²',
  });
  const normal = form('normal', k * k * ic * oc, oc, `${k}·${k}·${ic}·${oc}`);
  const depthwise = form('depthwise', k * k * ic, ic, `${k}·${k}·1·${ic}`);
  const pointwise = form('pointwise', ic * oc, oc, `1·1·${ic}·${oc}`);
  byId('calc-forms').replaceChildren(...[normal, depthwise, pointwise].map(f => card(f, v, out)));
  const params = depthwise.params + pointwise.params;
  const macs = depthwise.macs + pointwise.macs;
  const ratio = normal.macs / macs;
  byId('calc-ratio').replaceChildren(
    verdict(ratio, macs / normal.macs, 1 / oc + 1 / (k * k)),
    bar(t('kind.normal'), normal.macs, Math.max(normal.macs, macs)), bar(t('calc.separable'), macs, Math.max(normal.macs, macs), true),
    el('span', { id: 'calc-sum', class: 'muted' }, t('calc.params', format.int(normal.params), `${format.int(depthwise.params)} + ${format.int(pointwise.params)} = ${format.int(params)}`)));
}

const bar = (name, macs, most, second) => el('span', { class: 'calc-bars' },
  el('span', {}, name), track(macs / most, second), el('span', { class: 'number' }, format.int(macs) + ' MAC'));

function verdict(ratio, part, theory) {
  const [before, after] = t(ratio >= 1 ? 'calc.less' : 'calc.more').split('{0}');
  return el('span', {}, before, el('b', { class: ratio < 1 ? 'bad' : '' }, format.factor(ratio >= 1 ? ratio : 1 / ratio)), after,
    ' ', t('calc.theory', (theory * 100).toFixed(1), (part * 100).toFixed(1)));
}

function card(f, v, out) {
  return el('div', { class: 'form', id: 'calc-' + f.name },
    el('h3', {}, f.name === 'pointwise' ? el('span', { class: 'plus', 'aria-hidden': 'true' }, '+') : null, el('span', { class: 'kind ' + f.name, 'aria-hidden': 'true' }), t('kind.' + f.name)),
    blocks(f.name, v, out),
    el('dl', {},
      el('dt', {}, t('column.params')), el('dd', {}, f.paramsText, ' = ', el('b', { 'data-value': 'params' }, format.int(f.params))),
      el('dt', {}, 'MAC'), el('dd', {}, f.macsText, ' = ', el('b', { 'data-value': 'macs' }, format.int(f.macs)))));
}

// ---- the blocks: input, kernels, output ------------------------------------------------------------

// Eight colours that differ in hue and lightness; a channel keeps its colour from input to kernel.
const CHANNELS = ['#e07a5f', '#4f8fd0', '#6bab5e', '#b279c9', '#d9a441', '#4fb0b0', '#c76b98', '#8c8f4a'];
const MOST_DRAWN = 4;

/** Edge in the picture: grows with the size, but a kernel must be seen beside a large image. */
const edge = n => 14 + 7.2 * Math.log2(n + 1);

/** Channels one behind the other, each a slanted sheet; what is too many is said by a number. */
function sheets(x, y, side, depth, colour, window) {
  const shown = Math.min(depth, MOST_DRAWN);
  const dx = 7;
  const parts = [];
  for (let c = shown - 1; c >= 0; c--) {
    parts.push(svg('rect', { x: x + c * dx, y: y - c * dx, width: side, height: side, rx: 2, fill: colour(c), stroke: 'var(--sunken)', 'stroke-width': 1.25 }));
  }
  if (window) parts.push(svg('rect', { x: x + side * 0.2, y: y + side * 0.22, width: window, height: window, fill: 'none', stroke: 'var(--ink)', 'stroke-width': 2 }));
  return { parts, width: side + (shown - 1) * dx, rise: (shown - 1) * dx };
}

function blocks(name, v, out) {
  const { ic, oc } = v;
  const own = c => CHANNELS[c % CHANNELS.length];
  const fresh = c => `color-mix(in srgb, var(--accent) ${88 - 16 * (c % 5)}%, var(--card))`;
  const k = name === 'pointwise' ? 1 : v.k;
  const inputSize = name === 'pointwise' ? out : v.size;
  const middle = 74;
  const inSide = edge(inputSize);
  const outSide = edge(out);
  const kSide = Math.min(edge(k) - 4, 34);
  const kernels = name === 'depthwise' ? ic : oc;
  const kDepth = name === 'depthwise' ? 1 : ic;
  const input = sheets(6, middle - inSide / 2, inSide, ic, own, Math.min(inSide * 0.5, Math.max(5, kSide * 0.55)));
  const kShown = Math.min(kernels, 3);
  const kStep = kSide + Math.min(kDepth, MOST_DRAWN) * 3 + 8;
  const kX = 128;
  const kernel = Array.from({ length: kShown }, (_, i) => {
    const y = middle - (kShown * kStep) / 2 + i * kStep + 10;
    const colour = name === 'depthwise' ? () => own(i) : own;
    const dx = 3;
    const deep = Math.min(kDepth, MOST_DRAWN);
    return Array.from({ length: deep }, (_x, c) => deep - 1 - c).map(c =>
      svg('rect', { x: kX + c * dx, y: y - c * dx, width: kSide, height: kSide, rx: 1.5, fill: colour(c), stroke: 'var(--sunken)', 'stroke-width': 1 }));
  });
  const outX = 212;
  const depth = name === 'depthwise' ? ic : oc;
  const output = sheets(outX, middle - outSide / 2, outSide, depth, name === 'depthwise' ? own : fresh, 0);
  const right = outX + output.width + 6;
  const label = (x, text) => svg('text', { x, y: 158 }, text);
  const arrow = (x, w) => svg('path', { d: `M${x} ${middle}h${w}m-5 -4l5 4l-5 4`, fill: 'none', stroke: 'var(--muted)', 'stroke-width': 1.5 });
  const said = t('calc.picture', t('kind.' + name), `${ic}×${inputSize}×${inputSize}`, `${kernels} × ${k}×${k}×${kDepth}`, `${depth}×${out}×${out}`);
  return svg('svg', { viewBox: `0 0 ${Math.max(320, right)} 164`, role: 'img', 'aria-label': said },
    input.parts, arrow(6 + input.width + 5, Math.max(10, kX - input.width - 18)), kernel, arrow(kX + kSide + 18, Math.max(10, outX - kX - kSide - 25)), output.parts,
    label(6, `${ic}×${inputSize}²`), label(kX, `${kernels}× ${k}×${k}×${kDepth}`), label(outX, `${depth}×${out}²`));
}
