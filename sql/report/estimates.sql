-- One row per estimate: its series in words, its range, its grade, what the sides say, and the claims that it rests on.
SELECT
  e.estimate_id,
  e.series_id,
  e.measure,
  e.unit,
  e.subject,
  e.service,
  e.population,
  e.place,
  e.extent,
  e.as_of,
  e.low,
  e.best,
  CASE WHEN NOT e.high_open THEN e.high END AS high,
  e.grade,
  e.rule,
  e.fold,
  e.n_origins,
  e.n_articles,
  e.best_own,
  e.best_adversary,
  e.best_third_party,
  e.claim_ids
FROM (
  SELECT * FROM est_casualties
  UNION ALL BY NAME
  SELECT * FROM est_military_strength
) AS e
WHERE getvariable('subject') IS NULL OR e.subject = getvariable('subject')
ORDER BY e.subject, e.measure, e.series_id, e.as_of
