-- One row per number found whose span does not hold its words.
WITH spans AS (
  SELECT
    q.quantity_id,
    q.article_id,
    q.number_text,
    CASE
      WHEN q.number_end - q.number_start <= 2000
        THEN substr(p.piece, q.number_start % 2000 + 1, q.number_end - q.number_start)
      ELSE substr(a.text, q.number_start + 1, q.number_end - q.number_start)  -- as long as no piece is
    END AS words
  FROM fresh_quantities AS q
  INNER JOIN fresh_texts AS a ON a.article_id = q.article_id
  LEFT JOIN fresh_pieces AS p ON p.article_id = q.article_id AND p.number = q.number_start // 2000
)

SELECT quantity_id, article_id, number_text, words FROM spans WHERE coalesce(words, '') <> number_text
