-- One row per pair of claims that the text relates.
SELECT
  r.from_claim_id,
  r.to_claim_id,
  r.relation,
  r.basis
FROM claim_relations AS r
INNER JOIN claims AS c ON c.claim_id = r.from_claim_id
INNER JOIN claims AS d ON d.claim_id = r.to_claim_id
WHERE getvariable('subject') IS NULL OR (c.subject = getvariable('subject') AND d.subject = getvariable('subject'))
ORDER BY r.from_claim_id, r.relation, r.to_claim_id
