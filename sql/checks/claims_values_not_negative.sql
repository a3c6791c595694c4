-- One row per claim or number below zero.
SELECT
  c.claim_id,
  c.number_text,
  c.value_low
FROM raw.claims AS c
WHERE c.valid_to IS NULL AND c.article_id IN (SELECT article_id FROM checked_articles) AND c.value_low < 0
