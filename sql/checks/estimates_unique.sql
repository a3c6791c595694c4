-- One row per estimate that is there twice.
SELECT
  e.estimate_id,
  count(*) AS n
FROM model.estimates AS e
WHERE e.valid_to IS NULL
GROUP BY e.estimate_id
HAVING count(*) > 1
