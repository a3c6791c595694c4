-- One row per estimate that is there twice.
SELECT
  e.estimate_id,
  count(*) AS n
FROM model.estimates AS e
WHERE e.valid_to IS NULL AND e.estimate_id IN (SELECT estimate_id FROM fresh_estimates)
GROUP BY e.estimate_id
HAVING count(*) > 1
