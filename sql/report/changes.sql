-- One row per estimate that the newest change of the warehouse made, altered or withdrew: what it says now and said before.
WITH versions AS (
  SELECT * FROM estimates_history
  WHERE getvariable('subject') IS NULL OR subject = getvariable('subject')
),

newest AS (
  SELECT max(greatest(valid_from, coalesce(valid_to, valid_from))) AS changed_at, min(valid_from) AS first_at
  FROM estimates_history
),

now_said AS (
  SELECT v.* FROM versions AS v, newest AS n WHERE v.valid_from = n.changed_at AND v.valid_to IS NULL
),

said_before AS (
  SELECT v.* FROM versions AS v, newest AS n WHERE v.valid_to = n.changed_at
)

SELECT
  coalesce(a.estimate_id, b.estimate_id) AS estimate_id,
  CASE WHEN b.estimate_id IS NULL THEN 'new' WHEN a.estimate_id IS NULL THEN 'withdrawn' ELSE 'changed' END AS change,
  b.retired_reason AS reason,
  n.changed_at = n.first_at AS is_first_build,
  n.changed_at,
  coalesce(a.subject, b.subject) AS subject,
  coalesce(a.subject_name, b.subject_name) AS subject_name,
  coalesce(a.measure, b.measure) AS measure,
  m.label AS measure_label,
  coalesce(a.unit, b.unit) AS unit,
  coalesce(a.service, b.service) AS service,
  coalesce(a.population, b.population) AS population,
  coalesce(a.place, b.place) AS place,
  coalesce(a.extent, b.extent) AS extent,
  coalesce(a.as_of, b.as_of) AS as_of,
  b.low AS low_before,
  b.best AS best_before,
  CASE WHEN NOT b.high_open THEN b.high END AS high_before,
  a.low,
  a.best,
  CASE WHEN NOT a.high_open THEN a.high END AS high,
  coalesce(a.grade, b.grade) AS grade,
  coalesce(a.claim_ids, b.claim_ids) AS claim_ids
FROM now_said AS a
FULL OUTER JOIN said_before AS b ON b.estimate_id = a.estimate_id
CROSS JOIN newest AS n
LEFT JOIN dim_measure AS m ON m.measure = coalesce(a.measure, b.measure)
WHERE
  (a.low, a.best, a.high, a.high_open, a.grade) IS DISTINCT FROM (b.low, b.best, b.high, b.high_open, b.grade)
ORDER BY
  change <> 'changed',
  abs(ln(greatest(coalesce(a.best, a.low), 1) / greatest(coalesce(b.best, b.low), 1))) DESC NULLS LAST,
  coalesce(a.n_articles, b.n_articles) DESC,
  coalesce(a.as_of, b.as_of) DESC NULLS LAST,
  coalesce(a.best, a.low, b.best, b.low) DESC NULLS LAST,
  estimate_id
