-- One row per input, article or number that a stage could not use.
-- as in: issues
SELECT
  r.issue_id,
  r.run_id,
  r.input,
  r.stage,
  r.code,
  r.message,
  r.article_id,
  r.occurred_at
FROM raw.issues AS r
