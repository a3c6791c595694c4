-- One row per subject with claims: its name, how much is said about it, its strength and its highest total of killed.
WITH said AS (
  SELECT
    subject,
    max(subject_name) AS subject_name,
    count(*) AS n_claims,
    count(DISTINCT article_id) AS n_articles
  FROM claims
  WHERE subject IS NOT NULL AND (getvariable('subject') IS NULL OR subject = getvariable('subject'))
  GROUP BY subject
),

killed AS (
  SELECT
    subject,
    arg_max(
      struct_pack(low := low, best := best, high := CASE WHEN NOT high_open THEN high END, as_of := as_of),
      struct_pack(value := coalesce(best, low), estimate_id := estimate_id)
    ) AS said
  FROM est_casualties
  WHERE measure = 'casualties.killed' AND unit = 'person' AND extent = 'cumulative' AND coalesce(best, low) IS NOT NULL
  GROUP BY subject
),

alerts AS (
  SELECT subject, count(*) AS n_alerts FROM qc_alerts WHERE severity <> 'info' GROUP BY subject
)

SELECT
  s.subject,
  s.subject_name,
  s.n_claims,
  s.n_articles,
  coalesce(a.n_alerts, 0) AS n_alerts,
  b.active_low,
  b.active,
  b.active_high,
  b.active_as_of,
  b.reserve,
  b.residual,
  k.said AS killed
FROM said AS s
LEFT JOIN alerts AS a ON a.subject = s.subject
LEFT JOIN v_military_balance AS b ON b.subject = s.subject
LEFT JOIN killed AS k ON k.subject = s.subject
ORDER BY s.n_claims DESC, s.subject
