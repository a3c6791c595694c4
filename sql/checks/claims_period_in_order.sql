-- One row per claim whose period ends before it starts.
SELECT
  c.claim_id,
  c.period_start,
  c.period_end,
  c.evidence
FROM raw.claims AS c
WHERE
  c.valid_to IS NULL
  AND c.article_id IN (SELECT article_id FROM checked_articles)
  AND c.period_end < c.period_start
