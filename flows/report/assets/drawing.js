// The charts of a subject, drawn by Vega when the subject is opened; each has its rows as a table too.
const SIDES = Object.keys(data.sides);
const EXTENTS = {cumulative: 'Running totals', period: 'Within periods', incident: 'Single incidents', stock: 'At the time'};
const ROW = 30;
const SHORT = 150 * 24 * 3600 * 1000;

// Colours are those of the page's style, so that charts follow it to dark and to paper.
function theme(width) {
  const estimate = {color: 'var(--estimate)'}, line = 'var(--line)';
  return {
    background: null, font: getComputedStyle(document.body).fontFamily, padding: 2, view: {stroke: null},
    axis: {labelColor: 'var(--quiet)', gridColor: line, domainColor: line, tickColor: line, labelFontSize: 12, labelLimit: width < 500 ? 120 : 260, labelPadding: 6},
    axisX: {grid: false}, range: {category: SIDES.map((side) => `var(--${side})`)}, area: estimate, line: estimate, rule: estimate, tick: estimate, rect: estimate,
  };
}

function point(claim, source) {
  return {
    id: claim.id, day: claim.day, value: claim.value, low: claim.low ?? claim.value, high: claim.high ?? claim.value, figure: shown(claim.figure), series: claim.series,
    series_words: shown(data.series[claim.series]), source: shown(source ? sourceName(source) : claim.says), side: (source ? source.side : claim.side) || 'unknown',
    side_words: data.sides[(source ? source.side : claim.side) || 'unknown'], left_out: claim.left_out, used: claim.left_out ? `no: ${plain(claim.left_out)}` : 'yes',
  };
}

function range(estimate) {
  const best = estimate.best ?? estimate.low ?? estimate.high;
  return {...estimate, best, low: estimate.low ?? best, top: estimate.high ?? best, series_words: shown(data.series[estimate.series])};
}

// Estimates by day, those of months that follow each other with a common stretch: a band over months without one would
// say that something is known of them.
function stretches(ranges) {
  const last = new Map();
  return [...ranges].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)).map((row) => {
    const [year, month] = row.day.split('-').map(Number), at = 12 * year + month;
    const before = last.get(row.series);
    const stretch = before && at - before.at <= 1 ? before.stretch : row.id;
    last.set(row.series, {at, stretch});
    return {...row, stretch};
  });
}

// Logarithmic where the largest is fifty times the smallest or more, and none is zero.
function scaleOf(rows) {
  const values = rows.flatMap((row) => [row.low, row.value ?? row.best, row.high ?? row.top]).filter((value) => value !== null && value !== undefined);
  return Math.min(...values) > 0 && Math.max(...values) >= 50 * Math.min(...values) ? 'log' : 'linear';
}

// Days instead of months on the axis where all is within some months.
function withDays(spec, rows) {
  const days = rows.map((row) => Date.parse(row.day)).filter(Number.isFinite);
  const isShort = Math.max(...days) - Math.min(...days) < SHORT;
  return isShort ? JSON.parse(JSON.stringify(spec).replaceAll('"%b %Y"', '"%-d %b %Y"')) : spec;
}

async function draw(holder, name, points, ranges, description) {
  const scale = scaleOf([...points, ...ranges]);
  const spec = {...withDays(data.charts[`${name}_${scale}`], [...points, ...ranges]), datasets: {points, estimates: ranges}, description};
  if (!ranges.length) Object.assign(spec, {data: {name: 'points'}, layer: spec.layer.filter((layer) => layer.data)});
  if (name === 'sources') spec.height = ROW * new Set(points.map((row) => row.source)).size;
  const width = holder.clientWidth;
  const {view} = await window.vegaEmbed(holder, spec, {renderer: 'svg', ast: true, actions: false, config: theme(width)});
  view.addEventListener('click', (event, item) => { if (item?.datum?.id && byId.has(item.datum.id)) location.hash = claimLink(byId.get(item.datum.id)); });
  return scale;
}

function figureTable(points) {
  return make('details', {}, make('summary', {}, `The ${points.length} ${points.length === 1 ? 'figure' : 'figures'} as a table`),
    make('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Figures of the chart'}, make('table', {},
      make('thead', {}, make('tr', {}, ...['For', 'Figure', 'Who says so', 'Side', 'Of'].map((name) => make('th', {scope: 'col'}, name)))),
      make('tbody', {}, ...points.slice(0, 500).map((row) => make('tr', {},
        make('td', {'data-label': 'For'}, row.day || 'no date'), make('td', {'data-label': 'Figure'}, make('a', {href: claimLink(row)}, row.figure)), make('td', {'data-label': 'Who says so'}, isolated(row.source)),
        make('td', {'data-label': 'Side'}, row.side_words), make('td', {'data-label': 'Of'}, row.series_words)))))));
}

const legend = () => document.getElementById('legend').content.cloneNode(true);

function chosen(label, values) {
  const select = make('select', {}, ...values.map(([value, words]) => make('option', {value}, shown(words))));
  return [select, make('label', {class: 'field'}, `${label} `, select)];
}

async function chart(box, title, name, points, ranges, words) {
  if (title) box.append(make('h3', {}, title));
  const holder = make('div', {class: 'chart'});
  const note = make('p', {class: 'quiet small'});
  box.append(holder, note, figureTable(points));
  const scale = await draw(holder, name, points, ranges, words);
  note.textContent = scale === 'log' ? 'Logarithmic scale.' : '';
}

async function timeline(box, own, measure) {
  box.replaceChildren(legend());
  const dated = own.filter((claim) => claim.measure === measure && claim.day && claim.value !== null);
  for (const [extent, title] of Object.entries(EXTENTS)) {
    const of = dated.filter((claim) => claim.extent === extent);
    if (!of.length) continue;
    const series = new Set(of.map((claim) => claim.series));
    const ranges = estimates.filter((estimate) => series.has(estimate.series) && estimate.day && (estimate.best ?? estimate.low ?? estimate.high) !== null).map(range);
    await chart(box, title, 'timeline', of.map((claim) => point(claim)), stretches(ranges), `${title} of ${data.measures[measure].toLowerCase()} over time, ${of.length} figures; the table below holds them.`);
  }
}

async function comparison(box, own, series) {
  box.replaceChildren(legend());
  const of = own.filter((claim) => claim.series === series && claim.value !== null);
  const points = of.flatMap((claim) => origins(claim).map((source) => point(claim, source)));
  const newest = estimates.filter((estimate) => estimate.series === series).at(-1);
  await chart(box, null, 'sources', points, newest ? [range(newest)] : [], `Figures by source, ${points.length} of them; the table below holds them.`);
}

async function drawSubject(section) {
  const box = section.querySelector('.charts');
  if (!box || box.dataset.drawn) return;
  box.dataset.drawn = 'yes';
  const own = claims.filter((claim) => claim.subject === section.dataset.subject && claim.is_fact && claim.series);
  const losses = tallyOf(own.filter((claim) => claim.measure.startsWith('casualties.') && claim.day && claim.value !== null), (claim) => claim.measure);
  if (losses.length) {
    const [select, label] = chosen('Show', losses.map(([code, n]) => [code, `${data.measures[code]}, ${n} ${n === 1 ? 'figure' : 'figures'}`]));
    const inner = make('div', {});
    box.append(make('h2', {}, 'Casualties over time'), make('p', {class: 'quiet small'}, 'Points: claims, by the side of their source. Bars and ticks: estimates by month, from low to high, with the best reading; a band joins months that follow each other.'), label, inner);
    select.addEventListener('change', () => timeline(inner, own, select.value));
    await timeline(inner, own, losses[0][0]);
  }
  const pairs = own.filter((claim) => claim.value !== null).flatMap((claim) => origins(claim).map((source) => JSON.stringify([claim.series, sourceName(source)])));
  const people = new Set(own.filter((claim) => claim.unit === 'person').map((claim) => claim.series));
  const compared = tallyOf(new Set(pairs), (pair) => JSON.parse(pair)[0]).sort((a, b) => b[1] - a[1] || people.has(b[0]) - people.has(a[0]));
  if (compared.length) {
    const [select, label] = chosen('Figure', compared.map(([series, n]) => [series, `${data.series[series]}: ${n} ${n === 1 ? 'source' : 'sources'}`]));
    const inner = make('div', {});
    box.append(make('h2', {}, 'Source by source'), make('p', {class: 'quiet small'}, 'A point is what a source says, its line from the lowest to the highest bound that the words give. Behind them: the newest estimate.'), label, inner);
    select.addEventListener('change', () => comparison(inner, own, select.value));
    await comparison(inner, own, compared[0][0]);
  }
}

function tallyOf(rows, key) {
  const found = new Map();
  for (const row of rows) found.set(key(row), (found.get(key(row)) || 0) + 1);
  return [...found].sort((a, b) => b[1] - a[1]);
}
