-- One row per dated or undated incident with deaths, in the columns of the UCDP Georeferenced Event Dataset.
--
-- Reported deaths by side: a and b are the two military sides with most deaths. The sums take the best figure, or the
-- lower bound where there is none, and leave out figures that are a stated part of another.
-- column id: identifier of the incident: its place and day, or its series where these are unknown
-- column year: year of the incident
-- column date_start: first day
-- column date_end: last day
-- column date_prec: UCDP's code: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 longer or unknown
-- column country: name of the country
-- column country_iso3: ISO 3166 alpha-3 of the country
-- column where_coordinates: words that name the place
-- column where_prec: UCDP's code: 1 a named place, 6 only the country, 7 unknown
-- column side_a: military side with most deaths
-- column side_b: military side with second most deaths
-- column deaths_a: reported deaths of side a
-- column deaths_b: reported deaths of side b
-- column deaths_civilians: reported civilian deaths
-- column deaths_unknown: reported deaths of other or unknown people
-- column best: best estimate of all deaths
-- column high: highest estimate; the true number may be above it where no upper bound was given
-- column low: lowest estimate
-- column number_of_sources: independent origins [sources]
-- column claim_ids: claims used
WITH deaths AS (
  SELECT
    coalesce('inc_' || left(md5(concat_ws('|', e.place, e.place_name, e.period_end)), 16), e.series_id) AS id,
    e.*,
    coalesce(e.best, e.low, 0) AS value
  FROM main.est_casualties AS e
  WHERE e.measure = 'casualties.killed' AND e.extent = 'incident' AND e.unit = 'person' AND e.n_origins > 0
),

keyed AS (
  SELECT
    * EXCLUDE (id),
    CASE WHEN period_end IS NULL OR place IS NULL THEN series_id ELSE id END AS id
  FROM deaths
),

by_side AS (
  SELECT
    id,
    subject,
    sum(value) AS value,
    row_number() OVER (PARTITION BY id ORDER BY sum(value) DESC, subject) AS rank
  FROM keyed
  WHERE population = 'military' AND subject IS NOT NULL AND is_additive
  GROUP BY id, subject
),

sides AS (
  SELECT
    id,
    max(subject) FILTER (WHERE rank = 1) AS side_a,
    max(subject) FILTER (WHERE rank = 2) AS side_b,
    sum(value) FILTER (WHERE rank = 1) AS deaths_a,
    sum(value) FILTER (WHERE rank = 2) AS deaths_b
  FROM by_side
  GROUP BY id
),

totals AS (
  SELECT
    id,
    min(period_start) AS date_start,
    max(period_end) AS date_end,
    max(place) AS country_iso3,
    max(place_name) AS where_coordinates,
    coalesce(sum(value) FILTER (WHERE population = 'civilian'), 0) AS deaths_civilians,
    sum(value) FILTER (WHERE is_additive OR best IS NULL) AS best,
    sum(coalesce(high, value)) FILTER (WHERE is_additive OR best IS NULL) AS high,
    sum(coalesce(low, value)) FILTER (WHERE is_additive OR best IS NULL) AS low,
    max(n_origins) AS number_of_sources,
    list_sort(flatten(list(claim_ids))) AS claim_ids
  FROM keyed
  GROUP BY id
)

SELECT
  t.id,
  CAST(year(t.date_end) AS INTEGER) AS year,
  coalesce(t.date_start, t.date_end) AS date_start,
  t.date_end,
  CASE
    WHEN t.date_end IS NULL THEN 5
    WHEN t.date_end - coalesce(t.date_start, t.date_end) < 1 THEN 1
    WHEN t.date_end - t.date_start < 6 THEN 2
    WHEN t.date_end - t.date_start < 8 THEN 3
    WHEN t.date_end - t.date_start < 32 THEN 4
    ELSE 5
  END AS date_prec,
  c.name AS country,
  t.country_iso3,
  t.where_coordinates,
  CASE WHEN t.where_coordinates IS NOT NULL THEN 1 WHEN t.country_iso3 IS NOT NULL THEN 6 ELSE 7 END AS where_prec,
  s.side_a,
  s.side_b,
  CAST(coalesce(s.deaths_a, 0) AS BIGINT) AS deaths_a,
  CAST(coalesce(s.deaths_b, 0) AS BIGINT) AS deaths_b,
  CAST(t.deaths_civilians AS BIGINT) AS deaths_civilians,
  CAST(
    greatest(0, coalesce(t.best, 0) - coalesce(s.deaths_a, 0) - coalesce(s.deaths_b, 0) - t.deaths_civilians) AS BIGINT
  ) AS deaths_unknown,
  CAST(t.best AS BIGINT) AS best,
  CAST(greatest(t.high, t.best) AS BIGINT) AS high,
  CAST(t.low AS BIGINT) AS low,
  t.number_of_sources,
  t.claim_ids
FROM totals AS t
LEFT JOIN sides AS s ON s.id = t.id
LEFT JOIN main.dim_entity AS c ON c.code = t.country_iso3 AND c.is_code_owner
