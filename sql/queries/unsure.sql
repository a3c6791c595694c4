-- What to check by hand first: the claims with the lowest confidence, with the reasons for it.
SELECT
  claim_id,
  confidence,
  number_text,
  measure,
  subject,
  array_to_string(confidence_reasons, ', ') AS reasons,
  evidence
FROM claims
ORDER BY confidence, claim_id
LIMIT 25
