-- One row per claim whose span does not hold its number, or whose evidence is not in the text.
SELECT
  c.claim_id,
  c.article_id,
  c.number_text,
  substr(a.text, c.number_start + 1, c.number_end - c.number_start) AS words
FROM fresh_claims AS c
INNER JOIN fresh_texts AS a ON a.article_id = c.article_id
WHERE
  c.valid_to IS NULL
  AND (
    substr(a.text, c.number_start + 1, c.number_end - c.number_start) <> c.number_text
    OR NOT contains(a.text, c.evidence)
  )
