// The picture of the network: moved and scaled by mouse, touch, keys and buttons.

const views = [];

function graph() {
  document.querySelectorAll('.viewport').forEach(v => { views[Number(v.dataset.model)] = v.querySelector('svg') ? view(v) : nothing(v); });
  const show = model => views.forEach((v, i) => { v.element.hidden = i !== model; if (i === model) v.start(); });
  page.onModel.push(show);
  show(page.model);
  const card = document.querySelector('.graph-card');
  card.querySelector('.toolbar').addEventListener('click', e => {
    const what = e.target.dataset.zoom;
    if (what === 'full') {
      if (document.fullscreenElement) document.exitFullscreen();
      else card.requestFullscreen().catch(() => { e.target.hidden = true; });
    } else if (what) act(views[page.model], what);
  });
  const full = card.querySelector('[data-zoom="full"]');
  full.hidden = !document.fullscreenEnabled;
  document.addEventListener('fullscreenchange', () => {
    full.setAttribute('aria-pressed', String(!!document.fullscreenElement));
    // The tooltip and the inspector are seen only inside the element that fills the screen.
    (document.fullscreenElement || document.body).append(byId('tip'), byId('inspector'));
    views[page.model].fit();
  });
}

function act(v, what) {
  if (what === 'in') v.zoom(1.4);
  if (what === 'out') v.zoom(1 / 1.4);
  if (what === 'fit') v.fit();
}

/** Stands where a network has no picture. */
const nothing = element => ({ element, start() {}, fit() {}, zoom() {}, move() {}, show() {} });

function view(element) {
  const picture = element.querySelector('svg');
  const box = picture.viewBox.baseVal;
  const size = { w: box && box.width || picture.width.baseVal.value, h: box && box.height || picture.height.baseVal.value };
  let at = { x: 0, y: 0, scale: 1 };
  let started = false;
  picture.setAttribute('width', size.w);
  picture.setAttribute('height', size.h);
  // The page's tooltip stands in for the picture's own where the page knows the layers.
  if (models[Number(element.dataset.model)].layers.length) picture.querySelectorAll('title').forEach(x => x.remove());

  const apply = glide => {
    element.classList.toggle('glide', !!glide);
    picture.style.transform = `translate(${at.x}px, ${at.y}px) scale(${at.scale})`;
  };
  const limits = () => Math.min(element.clientWidth / size.w, element.clientHeight / size.h);
  const v = {
    element,
    start() { if (!started) { started = true; v.fit(true); } },
    /** The whole picture; at first at a size that can be read, from its beginning. */
    fit(first) {
      const whole = limits() * 0.96;
      const scale = first ? Math.max(Math.min(whole, 1.25), Math.min(0.55, element.clientWidth / size.w)) : Math.min(whole, 2);
      const x = (element.clientWidth - size.w * scale) / 2;
      const y = (element.clientHeight - size.h * scale) / 2;
      at = { scale, x: size.w * scale > element.clientWidth ? 12 : x, y: size.h * scale > element.clientHeight ? 12 : y };
      apply(!first);
    },
    zoom(factor, px = element.clientWidth / 2, py = element.clientHeight / 2, glide = true) {
      const scale = Math.min(6, Math.max(limits() * 0.5, at.scale * factor));
      const k = scale / at.scale;
      at = { scale, x: px - (px - at.x) * k, y: py - (py - at.y) * k };
      apply(glide);
    },
    move(dx, dy, glide) {
      const keep = 60;
      at.x = Math.max(keep - size.w * at.scale, Math.min(element.clientWidth - keep, at.x + dx));
      at.y = Math.max(keep - size.h * at.scale, Math.min(element.clientHeight - keep, at.y + dy));
      apply(glide);
    },
    /** Brings a part of the picture to the middle, large enough to be read. */
    show(node) {
      v.start();
      if (at.scale < 0.8) v.zoom(0.9 / at.scale, 0, 0, false);
      const b = node.getBoundingClientRect();
      const c = element.getBoundingClientRect();
      v.move(c.left + c.width / 2 - (b.left + b.width / 2), c.top + c.height / 2 - (b.top + b.height / 2), true);
    },
  };

  element.addEventListener('wheel', e => {
    // Without Ctrl the page scrolls, as a reader expects who passes by.
    if (!e.ctrlKey && !e.metaKey && !document.fullscreenElement && document.activeElement !== element) return;
    e.preventDefault();
    const c = element.getBoundingClientRect();
    v.zoom(Math.exp(-e.deltaY * (e.ctrlKey ? 0.01 : 0.002)), e.clientX - c.left, e.clientY - c.top, false);
  }, { passive: false });

  const fingers = new Map();
  element.addEventListener('pointerdown', e => {
    if (e.button) return;
    fingers.set(e.pointerId, { x: e.clientX, y: e.clientY });
    page.dragged = false;
  });
  addEventListener('pointermove', e => {
    const last = fingers.get(e.pointerId);
    if (!last) return;
    const now = { x: e.clientX, y: e.clientY };
    if (!page.dragged && Math.hypot(now.x - last.x, now.y - last.y) < 4) return;
    page.dragged = true;
    const other = [...fingers].find(([id]) => id !== e.pointerId);
    if (other) {
      const o = other[1];
      const c = element.getBoundingClientRect();
      const distance = p => Math.max(10, Math.hypot(p.x - o.x, p.y - o.y));
      v.zoom(distance(now) / distance(last), (now.x + o.x) / 2 - c.left, (now.y + o.y) / 2 - c.top, false);
      v.move((now.x - last.x) / 2, (now.y - last.y) / 2);
    } else {
      v.move(now.x - last.x, now.y - last.y);
    }
    fingers.set(e.pointerId, now);
  });
  for (const end of ['pointerup', 'pointercancel']) {
    addEventListener(end, e => {
      if (fingers.delete(e.pointerId)) setTimeout(() => { page.dragged = false; }, 0);
    });
  }
  element.addEventListener('keydown', e => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[e.key];
    const what = { '+': 'in', '=': 'in', '-': 'out', 0: 'fit' }[e.key];
    if (e.ctrlKey || e.metaKey || !step && !what) return;
    e.preventDefault();
    if (step) v.move(...step, true);
    else act(v, what);
  });
  return v;
}

function showNode(chosen) {
  const v = views[chosen.model];
  const node = v && [...v.element.querySelectorAll('[data-layer]')].find(n => meant(n).paths.some(p => chosen.paths.includes(p)));
  if (!node) return;
  document.getElementById('graph').scrollIntoView({ block: 'start' });
  v.show(node);
}
