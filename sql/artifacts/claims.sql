-- One row per claim that a run read, the largest figures first; a hundred at most.
SELECT
  c.measure,
  c.subject,
  c.number_text AS figure,
  c.evidence AS sentence,
  array_to_string(c.origin, ', ') AS origin,
  c.confidence,
  coalesce(a.url, a.source_name) AS article,
  c.claim_id
FROM claims AS c
JOIN articles AS a ON a.article_id = c.article_id
WHERE c.run_id = getvariable('run')
ORDER BY coalesce(c.value_best, c.value_low) DESC NULLS LAST, c.claim_id
LIMIT 100
