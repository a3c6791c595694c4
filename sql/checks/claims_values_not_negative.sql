-- One row per claim or number below zero.
SELECT
  c.claim_id,
  c.number_text,
  c.value_low
FROM fresh_claims AS c
WHERE c.valid_to IS NULL AND c.value_low < 0
