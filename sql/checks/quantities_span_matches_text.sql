-- One row per number found whose span does not hold its words.
SELECT
  q.quantity_id,
  q.article_id,
  q.number_text,
  substr(p.piece, q.number_start % 2000 + 1, q.number_end - q.number_start) AS words
FROM fresh_quantities AS q
INNER JOIN fresh_texts AS a ON a.article_id = q.article_id
LEFT JOIN fresh_pieces AS p ON p.article_id = q.article_id AND p.number = q.number_start // 2000
WHERE
  coalesce(substr(p.piece, q.number_start % 2000 + 1, q.number_end - q.number_start), '') <> q.number_text
