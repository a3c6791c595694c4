-- One row per warehouse whose facts are more than its claims, or do not count them all.
SELECT
  f.facts,
  f.folded,
  c.claims
FROM (SELECT count(*) AS facts, coalesce(sum(n_claims), 0) AS folded FROM model.facts) AS f
CROSS JOIN (SELECT count(*) AS claims FROM raw.claims WHERE valid_to IS NULL) AS c
WHERE f.facts > c.claims OR f.folded <> c.claims
