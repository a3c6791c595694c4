-- One row per subject, measure of strength and service: the newest estimate of it, as v_military_balance chooses them.
SELECT
  e.subject,
  e.measure,
  m.label AS measure_label,
  e.service,
  e.place,
  e.low,
  e.best,
  CASE WHEN NOT e.high_open THEN e.high END AS high,
  e.as_of,
  e.grade,
  e.n_origins,
  e.claim_ids,
  e.estimate_id
FROM (
  SELECT unnest(estimate_ids) AS estimate_id FROM v_military_balance
  WHERE getvariable('subject') IS NULL OR subject = getvariable('subject')
) AS b
INNER JOIN est_military_strength AS e ON e.estimate_id = b.estimate_id
INNER JOIN dim_measure AS m ON m.measure = e.measure
ORDER BY e.subject, e.measure, e.service NULLS FIRST, coalesce(e.best, e.low, e.high) DESC, e.place, e.estimate_id
