-- One row per claim or relation whose confidence is not between 0 and 1.
SELECT
  c.claim_id,
  c.confidence
FROM fresh_claims AS c
WHERE NOT c.confidence BETWEEN 0 AND 1
UNION ALL
SELECT
  r.from_claim_id,
  r.confidence
FROM fresh_claim_relations AS r
WHERE NOT r.confidence BETWEEN 0 AND 1
