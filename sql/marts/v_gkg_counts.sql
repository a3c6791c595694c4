-- One row per claim in the shape of GDELT's Global Knowledge Graph counts: what it can hold of a claim, for tools that read it.
-- column date: day of publication as YYYYMMDD, 0 if unknown
-- column numarts: articles with the figure, copies included
-- column counttype: GKG's type: KILL, WOUND, KIDNAP, SEIZE; musterroll's measure in capitals where GKG has none
-- column number: number stated, or the lower bound
-- column objecttype: who or what is counted
-- column geo_type: 1 a country, 4 a named place, 0 unknown
-- column geo_fullname: words that name the place, or its country
-- column geo_countrycode: ISO 3166 alpha-3 of the place; GKG itself uses FIPS 10-4
-- column sources: outlet
-- column sourceurls: address of the article, or the input's name
-- column offset: first character of the number in articles.text [code points]
-- column claim_id: the claim, with all that this shape leaves out
SELECT
  coalesce(CAST(strftime(a.published_at, '%Y%m%d') AS INTEGER), 0) AS date,
  f.n_articles AS numarts,
  CASE f.measure
    WHEN 'casualties.killed' THEN 'KILL'
    WHEN 'casualties.wounded' THEN 'WOUND'
    WHEN 'casualties.captured' THEN 'KIDNAP'
    WHEN 'equipment.lost' THEN 'SEIZE'
    ELSE upper(replace(f.measure, '.', '_'))
  END AS counttype,
  coalesce(f.value_stated, f.value_low) AS number,
  concat_ws(' ', f.subject_name, f.service, CASE WHEN f.unit = 'person' THEN f.population ELSE f.unit END) AS objecttype,
  CASE WHEN f.place_name IS NOT NULL THEN 4 WHEN f.place IS NOT NULL THEN 1 ELSE 0 END AS geo_type,
  coalesce(f.place_name, c.name) AS geo_fullname,
  f.place AS geo_countrycode,
  f.publisher AS sources,
  coalesce(a.url, a.source_name) AS sourceurls,
  f.number_start AS offset,
  f.fact_id AS claim_id
FROM model.facts AS f
INNER JOIN raw.articles AS a ON a.article_id = f.article_id
LEFT JOIN main.dim_entity AS c ON c.code = f.place AND c.is_code_owner
WHERE f.is_asserted
