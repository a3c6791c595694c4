-- One row per claim whose bounds are not in order: low, best, high, or that has none at all.
SELECT
  c.claim_id,
  c.number_text,
  c.value_low,
  c.value_best,
  c.value_high
FROM fresh_claims AS c
WHERE
  c.valid_to IS NULL
  AND (
    c.value_low > c.value_best
    OR c.value_best > c.value_high
    OR c.value_low > c.value_high
    OR coalesce(c.value_low, c.value_best, c.value_high) IS NULL
  )
