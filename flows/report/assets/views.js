// Which part of the report is open, by the address; light or dark; small helps.
const views = [...document.querySelectorAll('.view')];
const title = document.title;

function open() {
  const [name, query] = location.hash.slice(1).split('?');
  if (name === 'main') return;
  let view = document.getElementById(name || 'overview');
  if (name.startsWith('claim-')) {
    view = document.getElementById('claim');
    openClaim(decodeURIComponent(name.slice('claim-'.length)));
  } else if (name === 'claims') {
    table.address = location.hash;
    recall(query);
  }
  if (!view?.classList.contains('view')) view = document.getElementById('overview');
  const wasOpen = views.find((other) => !other.hidden);
  for (const other of views) other.hidden = other !== view;
  const part = view.id.startsWith('claim') ? 'claims' : view.dataset.subject ? 'subjects' : view.id;
  for (const link of document.querySelectorAll('.top nav a')) {
    if (link.hash === `#${part}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = view.id === 'overview' ? title : `${view.id === 'claim' ? view.querySelector('h1').textContent : view.dataset.title} · musterroll`;
  if (view.dataset.subject) drawSubject(view);
  if (wasOpen !== view || name.startsWith('claim-')) {
    scrollTo(0, 0);
    if (location.hash) view.querySelector('h1').focus({preventScroll: true});
  }
}

addEventListener('hashchange', open);

const scheme = document.getElementById('theme');
scheme.addEventListener('change', () => {
  try { localStorage.setItem('musterroll-theme', scheme.value); } catch { /* a page from a file may have no storage */ }
  document.documentElement.dataset.theme = scheme.value;
});
try { scheme.value = localStorage.getItem('musterroll-theme') || ''; } catch { /* likewise */ }
document.documentElement.dataset.theme = scheme.value;

for (const button of document.querySelectorAll('.unfold')) {
  button.addEventListener('click', () => {
    button.previousElementSibling.classList.add('unfolded');
    button.remove();
  });
}

const finder = document.getElementById('find-subject');
finder.addEventListener('input', () => {
  const words = finder.value.toLowerCase();
  let found = 0;
  for (const row of document.querySelectorAll('#subject-table tbody tr')) {
    row.hidden = !row.cells[0].textContent.toLowerCase().includes(words);
    found += !row.hidden;
  }
  document.getElementById('found-subjects').textContent = words ? `${found} found` : '';
});

document.documentElement.classList.add('ready');
filter();
open();
