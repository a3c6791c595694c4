-- One row per claim that is in no fact, or in two.
WITH folded AS (
  SELECT unnest(f.claim_ids) AS claim_id
  FROM fresh_facts AS f
),

counted AS (
  SELECT
    claim_id,
    count(*) AS n
  FROM folded
  GROUP BY claim_id
)

SELECT
  c.claim_id,
  coalesce(n.n, 0) AS facts
FROM fresh_claims AS c
LEFT JOIN counted AS n ON n.claim_id = c.claim_id
WHERE
  c.valid_to IS NULL
  AND n.n IS DISTINCT FROM 1
