-- One row per sentence whose span is empty or leaves the text.
SELECT
  s.sentence_id,
  s.sentence_start,
  s.sentence_end,
  a.char_count
FROM raw.sentences AS s
INNER JOIN raw.articles AS a ON a.article_id = s.article_id
WHERE
  s.article_id IN (SELECT article_id FROM checked_articles)
  AND NOT (0 <= s.sentence_start AND s.sentence_start <= s.sentence_end AND s.sentence_end <= a.char_count)
