-- One row per incident with deaths, in the columns of ACLED: one number, the lowest that is reported.
-- column event_id_cnty: country code and identifier
-- column event_date: last day of the incident
-- column year: year of the incident
-- column time_precision: ACLED's code: 1 the day is known, 2 a week, 3 a month or longer or unknown
-- column country: name of the country
-- column iso3: ISO 3166 alpha-3 of the country
-- column location: words that name the place
-- column geo_precision: ACLED's code: 1 a named place, 3 only the country or unknown
-- column subject: who suffered the deaths; ACLED's fatalities cannot be told by side, these can
-- column population: who is counted
-- column fatalities: lowest reported number of deaths
-- column n_sources: independent origins [sources]
-- column notes: sentence that the number is in
-- column estimate_id: estimate that the row is made from
-- column claim_ids: claims used
SELECT
  coalesce(e.place, 'XXX') || right(e.estimate_id, 8) AS event_id_cnty,
  e.period_end AS event_date,
  CAST(year(e.period_end) AS INTEGER) AS year,
  CASE
    WHEN e.period_end IS NULL THEN 3
    WHEN e.period_end - coalesce(e.period_start, e.period_end) < 1 THEN 1
    WHEN e.period_end - e.period_start < 8 THEN 2
    ELSE 3
  END AS time_precision,
  c.name AS country,
  e.place AS iso3,
  e.place_name AS location,
  CASE WHEN e.place_name IS NULL THEN 3 ELSE 1 END AS geo_precision,
  e.subject,
  e.population,
  CAST(e.acled AS BIGINT) AS fatalities,
  e.n_origins AS n_sources,
  f.evidence AS notes,
  e.estimate_id,
  e.claim_ids
FROM main.est_casualties AS e
LEFT JOIN main.dim_entity AS c ON c.code = e.place AND c.is_code_owner
LEFT JOIN model.facts AS f ON f.fact_id = e.claim_ids[1]
WHERE e.measure = 'casualties.killed' AND e.extent = 'incident' AND e.unit = 'person' AND e.acled IS NOT NULL AND e.is_additive
