-- One row per measure of strength, service and place of one force, newest estimates, whole force first: FROM strength_of('PRK').
-- kind: macro(code)
-- as in: est_military_strength
SELECT
  e.subject,
  e.subject_name,
  e.measure,
  e.service,
  e.place,
  e.low,
  e.best,
  e.high,
  e.high_open,
  e.as_of,
  e.grade,
  e.n_origins,
  e.claim_ids,
  e.estimate_id
FROM main.est_military_strength AS e
WHERE
  e.subject = code
  AND e.unit = 'person'
  AND e.extent = 'stock'
QUALIFY
  row_number() OVER (
    PARTITION BY e.measure, e.service, e.place
    ORDER BY e.as_of DESC NULLS LAST, e.n_origins DESC, e.n_articles DESC, e.estimate_id
  ) = 1
ORDER BY e.measure, e.service NULLS FIRST, e.best DESC NULLS LAST, e.estimate_id
