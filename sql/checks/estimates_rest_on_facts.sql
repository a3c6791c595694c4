-- One row per claim that an estimate used and that is no fact.
SELECT
  u.estimate_id,
  u.fact_id
FROM (
  SELECT
    e.estimate_id,
    unnest(e.claim_ids) AS fact_id
  FROM fresh_estimates AS e
  WHERE e.valid_to IS NULL
) AS u
WHERE NOT EXISTS (SELECT 1 FROM model.facts AS f WHERE f.fact_id = u.fact_id)
