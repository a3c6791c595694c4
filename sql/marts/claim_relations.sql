-- One row per pair of claims of one article that the text relates.
-- as in: claim_relations
SELECT
  r.from_claim_id,
  r.to_claim_id,
  r.article_id,
  r.relation,
  r.confidence,
  r.basis
FROM raw.claim_relations AS r
WHERE r.valid_to IS NULL
