-- One row per point to plot: each estimate, and each figure that it was made from, by series and day.
-- column series_id: series of comparable figures
-- column kind: what the point is; one of: estimate, figure
-- column fact: one of: strength, casualties
-- column measure: what is counted
-- column unit: persons or formations
-- column subject: whose force, or who suffered
-- column subject_name: name of the subject
-- column service: branch
-- column population: who is counted
-- column place: ISO 3166 alpha-3 of the place
-- column extent: what span the figure sums over
-- column day: month's end for estimates, the day that it speaks of for figures
-- column low: lower bound [count]
-- column best: best reading [count]
-- column high: upper bound; NULL where there is none [count]
-- column is_used: the figure has a vote; true for estimates
-- column why_not: why it has none
-- column source: origins of the figure
-- column side: side of the origins relative to the subject
-- column grade: grade of the estimate, reliability of the figure
-- column point_id: estimate_id or fact_id
SELECT
  e.series_id,
  'estimate' AS kind,
  e.fact,
  e.measure,
  e.unit,
  e.subject,
  e.subject_name,
  e.service,
  e.population,
  e.place,
  e.extent,
  e.as_of AS day,
  e.low,
  e.best,
  CASE WHEN NOT e.high_open THEN e.high END AS high,
  true AS is_used,
  CAST(NULL AS VARCHAR) AS why_not,
  CAST(NULL AS VARCHAR) AS source,
  CAST(NULL AS VARCHAR) AS side,
  e.grade,
  e.estimate_id AS point_id
FROM model.estimates AS e
WHERE e.valid_to IS NULL
UNION ALL
SELECT
  f.series_id,
  'figure' AS kind,
  f.fact,
  f.measure,
  f.unit,
  f.subject,
  f.subject_name,
  f.service,
  f.population,
  f.place,
  f.extent,
  f.as_of AS day,
  f.value_low AS low,
  f.value_best AS best,
  f.value_high AS high,
  f.left_out_reason IS NULL AS is_used,
  f.left_out_reason AS why_not,
  array_to_string(f.origin_keys, '; ') AS source,
  f.origin_side AS side,
  f.reliability AS grade,
  f.fact_id AS point_id
FROM model.facts AS f
WHERE f.fact IN ('strength', 'casualties')
