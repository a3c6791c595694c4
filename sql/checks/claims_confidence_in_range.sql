-- One row per claim or relation whose confidence is not between 0 and 1.
SELECT
  c.claim_id,
  c.confidence
FROM raw.claims AS c
WHERE c.article_id IN (SELECT article_id FROM checked_articles) AND NOT c.confidence BETWEEN 0 AND 1
UNION ALL
SELECT
  r.from_claim_id,
  r.confidence
FROM raw.claim_relations AS r
WHERE r.article_id IN (SELECT article_id FROM checked_articles) AND NOT r.confidence BETWEEN 0 AND 1
