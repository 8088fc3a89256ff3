// Puts the page together: what there is no data for goes away.

function theme() {
  const root = document.documentElement;
  const prefers = matchMedia('(prefers-color-scheme: dark)');
  let chosen = null;
  try {
    chosen = localStorage.getItem('sepconv-theme');
  } catch {
    // A page from a file may have no storage; then the choice lasts as long as the page.
  }
  const apply = () => {
    const dark = chosen ? chosen === 'dark' : prefers.matches;
    root.dataset.theme = dark ? 'dark' : 'light';
    byId('theme').setAttribute('aria-pressed', String(dark));
  };
  byId('theme').addEventListener('click', () => {
    chosen = root.dataset.theme === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem('sepconv-theme', chosen);
    } catch {
      // As above.
    }
    apply();
  });
  prefers.addEventListener('change', apply);
  apply();
}

function switches() {
  if (models.length < 2) return;
  document.querySelectorAll('.switch').forEach(box => {
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', t('switch'));
    box.append(...models.map((m, i) => el('button', { type: 'button', title: m.name, onclick: () => showModel(i) }, tag(i), cut(m.name, 28))));
    const show = () => [...box.children].forEach((b, i) => b.setAttribute('aria-pressed', String(i === page.model)));
    page.onModel.push(show);
    show();
  });
}

function contents() {
  const sections = [...document.querySelectorAll('section[data-nav]')];
  const links = sections.map(s => el('a', { href: '#' + s.id }, s.dataset.nav));
  byId('contents').append(...links);
  const seen = new IntersectionObserver(entries => {
    for (const e of entries.filter(x => x.isIntersecting)) {
      links.forEach((a, i) => (sections[i] === e.target ? a.setAttribute('aria-current', 'true') : a.removeAttribute('aria-current')));
    }
  }, { rootMargin: '-30% 0px -60% 0px' });
  sections.forEach(s => seen.observe(s));
}

const parts = {
  comparison: !!data.comparison,
  drawings: !!document.querySelector('.viewport'),
  layers: models.some(m => m.totals),
  roofline: models.some(m => m.steps) && !!data.machine && !!data.machine.peak,
  calculator: data.calculator,
};
document.querySelectorAll('section[data-needs]').forEach(s => { if (!parts[s.dataset.needs]) s.remove(); });

theme();
contents();
switches();
overview();
if (parts.comparison) comparison();
if (parts.drawings) graph();
if (parts.layers) {
  layers();
  profiles();
  about();
}
if (parts.roofline) roofline();
if (parts.calculator) calculator();
