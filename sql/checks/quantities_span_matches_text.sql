-- One row per number found whose span does not hold its words.
SELECT
  q.quantity_id,
  q.article_id,
  q.number_text,
  substr(a.text, q.number_start + 1, q.number_end - q.number_start) AS words
FROM fresh_quantities AS q
INNER JOIN fresh_texts AS a ON a.article_id = q.article_id
WHERE
  substr(a.text, q.number_start + 1, q.number_end - q.number_start) <> q.number_text
