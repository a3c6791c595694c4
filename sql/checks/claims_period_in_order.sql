-- One row per claim whose period ends before it starts.
SELECT
  c.claim_id,
  c.period_start,
  c.period_end,
  c.evidence
FROM fresh_claims AS c
WHERE
  c.valid_to IS NULL
  AND c.period_end < c.period_start
