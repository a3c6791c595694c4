-- One row per sentence whose span is empty or leaves the text.
SELECT
  s.sentence_id,
  s.sentence_start,
  s.sentence_end,
  a.char_count
FROM fresh_sentences AS s
INNER JOIN fresh_texts AS a ON a.article_id = s.article_id
WHERE
  NOT (0 <= s.sentence_start AND s.sentence_start <= s.sentence_end AND s.sentence_end <= a.char_count)
