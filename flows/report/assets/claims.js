// The table of claims with its filters, and the view of one claim.
const form = document.getElementById('filters');
const PAGE = 50;
const PRINTED = 2000;
const table = {found: claims, page: 0, ids: null};

const haystacks = claims.map((claim) => [
  claim.context.map(([text]) => data.texts[text]).join(' '), claim.number, claim.figure, claim.subject_name, data.measures[claim.measure],
  claim.says, claim.details, claim.article.title, claim.article.publisher, claim.article.file, claim.id,
].join(' ').toLowerCase());

function options(select, values) {
  for (const [value, words] of values) select.append(make('option', {value}, shown(words)));
}

function tally(value) {
  const found = new Map();
  for (const claim of claims) for (const one of [value(claim)].flat()) if (one) found.set(one, (found.get(one) || 0) + 1);
  return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const named = new Map(claims.map((claim) => [claim.subject, claim.subject_name]));
const classes = (claim) => [...new Set(origins(claim).map((source) => source.source_class))];
const sides = (claim) => [...new Set(origins(claim).map((source) => source.side))];
options(form.elements.subject, tally((claim) => claim.subject).map(([code, n]) => [code, `${named.get(code)}, ${n}`]));
options(form.elements.measure, tally((claim) => claim.measure).map(([code, n]) => [code, `${data.measures[code]}, ${n}`]));
options(form.elements.side, tally(sides).map(([code, n]) => [code, `${data.sides[code]}, ${n}`]));
options(form.elements.source_class, tally(classes).map(([code, n]) => [code, `${plain(code)}, ${n}`]));
options(form.elements.modality, tally((claim) => claim.modality).map(([code, n]) => [code, `${code}, ${n}`]));

const ORDERS = {
  '': (a, b) => a.at - b.at,
  large: (a, b) => (b.value ?? -1) - (a.value ?? -1) || a.at - b.at,
  unsure: (a, b) => a.confidence - b.confidence || a.at - b.at,
};

function filter() {
  const asked = Object.fromEntries(new FormData(form));
  const words = asked.q.toLowerCase().split(/\s+/).filter(Boolean);
  const ids = table.ids && new Set(table.ids);
  table.found = claims.filter((claim, at) => (!ids || ids.has(claim.id))
    && (!asked.subject || claim.subject === asked.subject)
    && (!asked.measure || claim.measure === asked.measure)
    && (!asked.modality || claim.modality === asked.modality)
    && (!asked.side || sides(claim).includes(asked.side))
    && (!asked.source_class || classes(claim).includes(asked.source_class))
    && words.every((word) => haystacks[at].includes(word)));
  table.found.sort(ORDERS[asked.order]);
  table.page = 0;
  list();
}

// On paper there are no pages to turn: all that were found are printed.
function list(printed = false) {
  const {found, page} = table;
  const shownNow = printed ? found.slice(0, PRINTED) : found.slice(page * PAGE, (page + 1) * PAGE);
  document.querySelector('#claim-table tbody').replaceChildren(...shownNow.map(line));
  document.getElementById('claim-table').hidden = !found.length;
  const chosen = table.ids ? 'These are the claims behind one figure. ' : '';
  document.getElementById('found').replaceChildren(
    chosen, found.length ? `${count(found.length)} of ${count(claims.length)} claims` : 'No claim is like that: clear a filter or search for less.',
    printed && found.length > PRINTED ? `, the first ${count(PRINTED)} of them printed` : '');
  const pages = Math.ceil(found.length / PAGE);
  const nav = document.getElementById('pages');
  nav.hidden = pages < 2;
  nav.querySelector('span').textContent = `Page ${page + 1} of ${count(pages)}`;
  nav.querySelector('[value="-1"]').disabled = page === 0;
  nav.querySelector('[value="1"]').disabled = page + 1 >= pages;
}

function line(claim) {
  const notes = [claim.modality === 'asserted' ? '' : claim.modality, claim.confidence < 0.5 ? 'unsure' : ''].filter(Boolean);
  return make('tr', {},
    make('td', {class: 'number', 'data-label': 'Figure'}, ...linked(claim)),
    make('td', {'data-label': 'What'}, data.measures[claim.measure], unitOf(claim),
      notes.map((note) => make('span', {class: 'note-word'}, note))),
    make('td', {'data-label': 'Whose'}, claim.subject ? make('a', {href: `#subject-${encodeURIComponent(claim.subject)}`}, isolated(claim.subject_name)) : make('span', {class: 'quiet'}, 'not said')),
    make('td', {class: 'sentence', 'data-label': 'Sentence'}, make('span', {class: 'clip'}, ...clipped(claim))),
    make('td', {'data-label': 'Who says so'}, ...origins(claim).slice(0, 3).map((source) => make('span', {class: `teller ${source.side}`}, isolated(sourceName(source))))),
    make('td', {'data-label': 'For'}, claim.when || claim.day || ''));
}

function linked(claim) {
  const [words, ...range] = wordsOf(claim);
  return [make('a', {href: claimLink(claim)}, words), ...range];
}

// "about 14,000 (13,500 to 14,500)": the bounds in their own line.
function wordsOf(claim) {
  const at = claim.figure.indexOf(' (');
  return at < 0 ? [shown(claim.figure)] : [shown(claim.figure.slice(0, at)), make('span', {class: 'range'}, shown(claim.figure.slice(at + 2, -1)))];
}

// The sentence around its number, cut where it is long.
function clipped(claim) {
  const [text, , marks] = claim.context.find(([, , found]) => found.some(([, , role]) => role === 0)) || claim.context[0];
  const letters = Array.from(data.texts[text]);
  const [start, end] = marks.find(([, , role]) => role === 0) || [0, 0];
  const from = Math.max(0, Math.min(start - 90, letters.length - 220)), to = Math.min(letters.length, Math.max(end + 90, from + 220));
  return [from ? '… ' : '', shown(letters.slice(from, start).join('')), make('mark', {class: 'number'}, shown(letters.slice(start, end).join(''))),
    shown(letters.slice(end, to).join('')), to < letters.length ? ' …' : ''];
}

form.addEventListener('input', () => filter());
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => { table.ids = null; setTimeout(() => { filter(); remember(); }); });
form.addEventListener('change', () => remember());
document.getElementById('pages').addEventListener('click', (event) => {
  if (!event.target.value) return;
  table.page += Number(event.target.value);
  list();
  document.querySelector('#claims h1').focus();
  scrollTo(0, 0);
});
addEventListener('beforeprint', () => list(true));
addEventListener('afterprint', () => list());

// The address keeps the filters, so that it can be sent to others.
function remember() {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  if (table.ids) asked.set('ids', table.ids.join(','));
  history.replaceState(null, '', asked.size ? `#claims?${asked}` : '#claims');
}

function recall(query) {
  const asked = new URLSearchParams(query);
  for (const element of form.elements) if (element.name) element.value = asked.get(element.name) || '';
  table.ids = asked.get('ids')?.split(',') || null;
  filter();
}

const MARKS = ['number', 'subject', 'source', 'cue'];
const MARK_WORDS = {number: 'the figure', subject: 'whose', source: 'who says so', cue: 'the word that says so'};

function sentence([text, , marks]) {
  const letters = Array.from(data.texts[text]);
  const parts = [];
  let at = 0;
  for (const [start, end, role] of marks) {
    parts.push(shown(letters.slice(at, start).join('')), make('mark', {class: MARKS[role], title: MARK_WORDS[MARKS[role]]}, shown(letters.slice(start, end).join(''))));
    at = end;
  }
  parts.push(shown(letters.slice(at).join('')));
  const own = marks.some(([, , role]) => role === 0);
  return make('span', {class: own ? 'own' : 'around'}, ...parts);
}

function passage(claim) {
  const parts = [];
  claim.context.forEach((entry, at) => {
    if (at) parts.push(entry[1] === claim.context[at - 1][1] + 1 ? ' ' : ' […] ');
    parts.push(sentence(entry));
  });
  return make('blockquote', {dir: 'auto'}, ...parts);
}

function hop(source) {
  const role = {publisher: 'published by', relay: 'passed on by', origin: 'comes from'}[source.role];
  const notes = [source.source_text && source.source_text !== sourceName(source) ? `named as “${shown(source.source_text)}”` : '', plain(source.source_class), data.sides[source.side], source.anonymous ? 'not named' : '', source.link === 'explicit' ? '' : plain(source.link),
    source.cue_text ? `by the words “${shown(source.cue_text)}”` : ''];
  return make('li', {class: source.side}, make('span', {class: 'role'}, role), ' ', make('b', {}, isolated(sourceName(source))),
    make('span', {class: 'quiet'}, notes.filter(Boolean).join(', ')));
}

function term(name, ...value) {
  const filled = value.filter((one) => one !== null && one !== undefined && one !== '');
  return filled.length ? [make('dt', {}, name), make('dd', {}, ...filled)] : [];
}

function rangeOf(estimate) {
  const best = estimate.best === null ? '' : count(estimate.best);
  const high = estimate.high === null ? 'no upper bound' : count(estimate.high);
  return `${best || 'no best reading'} (${count(estimate.low)} to ${high}), ${estimate.grade}`;
}

function openClaim(id) {
  const view = document.getElementById('claim');
  const claim = byId.get(id);
  if (!claim) {
    view.replaceChildren(make('h1', {tabindex: -1}, 'No such claim'), make('p', {}, `There is no claim ${shown(id)} in this report. `, make('a', {href: '#claims'}, 'All claims')));
    return;
  }
  const at = table.found.indexOf(claim);
  const step = (to, words) => (at >= 0 && table.found[at + to] ? make('a', {href: claimLink(table.found[at + to])}, words) : null);
  const {article} = claim;
  const url = /^https?:\/\//i.test(article.url || '') ? make('a', {href: article.url, rel: 'noopener noreferrer'}, isolated(article.url)) : article.url && isolated(article.url);
  const copy = make('button', {type: 'button'}, 'Copy link');
  copy.addEventListener('click', async () => {
    try { await navigator.clipboard.writeText(location.href); copy.textContent = 'Copied'; } catch { copy.textContent = location.href; }
  });
  view.replaceChildren(
    make('nav', {class: 'kicker steps', 'aria-label': 'Claims'}, make('a', {href: table.address || '#claims'}, 'Claims'), step(-1, '← previous'), step(1, 'next →')),
    make('h1', {tabindex: -1}, ...wordsOf(claim), ' ', make('span', {class: 'what'}, `${data.measures[claim.measure].toLowerCase()}${unitOf(claim)}`)),
    make('p', {class: 'lead'}, claim.subject ? [make('a', {href: `#subject-${encodeURIComponent(claim.subject)}`}, isolated(claim.subject_name)), ` (${shown(claim.subject)})`] : 'The text does not say whose', claim.details ? `; ${shown(claim.details)}` : ''),
    ...claim.alerts.map((alert) => make('p', {class: `note ${alert.severity}`}, make('b', {}, `${plain(alert.kind)}: `), shown(alert.message))),
    make('div', {class: 'columns'},
      make('div', {},
        make('h2', {}, 'In its words'), passage(claim),
        make('ul', {class: 'legend'}, ...MARKS.map((role) => make('li', {}, make('mark', {class: role}, MARK_WORDS[role])))),
        make('p', {class: 'quiet'}, isolated(article.title || article.file), article.publisher ? [', ', isolated(article.publisher)] : '', article.day ? `, ${article.day}` : ''),
        make('h2', {}, 'Who says so'), make('ol', {class: 'chain'}, ...claim.sources.map(hop))),
      make('div', {},
        make('h2', {}, 'The claim'),
        make('dl', {},
          ...term('Number', isolated(claim.number)),
          ...term('Part of', claim.series ? shown(data.series[claim.series]) : ''),
          ...term('Estimates', ...claim.estimates.map((estimate) => make('span', {class: 'line'}, `${estimate.day ? `${estimate.day.slice(0, 7)}: ` : ''}${rangeOf(estimate)}`))),
          ...term('Not used', claim.left_out ? `left out of estimates: ${plain(claim.left_out)}` : ''),
          ...term('Related', ...claim.relations.map(({other, words}) => make('span', {class: 'line'}, `${plain(words)} `, make('a', {href: claimLink(other)}, shown(other.figure), ' ', data.measures[other.measure].toLowerCase())))),
          ...term('Confidence', make('span', {}, claim.confidence.toFixed(2), claim.reasons.length ? ` (${claim.reasons.map(plain).join(', ')})` : '')),
          ...term('Rules', make('span', {class: 'small'}, claim.rules.join(', '))),
          ...term('File', isolated(article.file)),
          ...term('Address', url),
          ...term('Identifier', make('code', {}, claim.id))),
        make('p', {}, copy))));
}
