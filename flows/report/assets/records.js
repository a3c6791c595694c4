// The page's data as objects, and elements made from them. Text is only ever set as text.
const data = JSON.parse(document.getElementById('data').textContent);

function records({fields, rows}) {
  return rows.map((row) => Object.fromEntries(fields.map((field, at) => [field, row[at]])));
}

const sources = records(data.sources);
const claims = records(data.claims);
const estimates = records(data.estimates);
const articles = data.articles.map(([id, title, url, file, publisher, day]) => ({id, title, url, file, publisher, day}));
const byId = new Map(claims.map((claim) => [claim.id, claim]));

claims.forEach((claim, at) => {
  claim.at = at;
  claim.sources = claim.sources.map((number) => sources[number]);
  claim.article = articles[claim.article];
  claim.alerts = [];
  claim.relations = [];
  claim.estimates = [];
});
for (const [kind, severity, message, of] of data.alerts) of.forEach((at) => claims[at].alerts.push({kind, severity, message}));
for (const [from, to, relation, basis] of data.relations) {
  claims[from].relations.push({other: claims[to], words: relation, basis});
  claims[to].relations.push({other: claims[from], words: `${relation} of this`, basis});
}
for (const estimate of estimates) estimate.claims.forEach((at) => claims[at].estimates.push(estimate));

const plain = (code) => (code || '').replaceAll('_', ' ');
// What a claim counts, where that is not people: "tank" of one, else "tanks".
const unitOf = (claim) => (claim.unit === 'person' ? '' : `, ${data.units[claim.unit][claim.value === 1 ? 0 : 1]}`);
const count = (value) => (value === null || value === undefined ? '' : value.toLocaleString('en-GB', {maximumFractionDigits: Math.abs(value) < 1000 ? 2 : 0}));
const claimLink = (claim) => `#claim-${encodeURIComponent(claim.id)}`;

// An element with attributes and children; null children are left out, strings are text.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

// Invisible characters and those that turn the direction of writing are shown as such, as on a terminal.
const shown = (text) => String(text ?? '').replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '\ufffd');
const isolated = (text) => make('bdi', {}, shown(text));

function sourceName(source) {
  return source.entity_name || source.source_name || source.source_text || (source.role === 'publisher' ? 'the outlet' : 'not named');
}

// Who a claim's figure comes from: its origins, else who relayed it, else the outlet.
function origins(claim) {
  for (const role of ['origin', 'relay', 'publisher']) {
    const found = claim.sources.filter((source) => source.role === role);
    if (found.length) return found;
  }
  return [];
}
