-- One row per number found whose span does not hold its words.
SELECT
  q.quantity_id,
  q.article_id,
  q.number_text,
  substr(a.text, q.number_start + 1, q.number_end - q.number_start) AS words
FROM raw.quantities AS q
INNER JOIN raw.articles AS a ON a.article_id = q.article_id
WHERE
  q.article_id IN (SELECT article_id FROM checked_articles)
  AND substr(a.text, q.number_start + 1, q.number_end - q.number_start) <> q.number_text
