-- One row per mention whose span does not hold its words.
SELECT
  m.mention_id,
  m.article_id,
  m.mention_text,
  substr(a.text, m.mention_start + 1, m.mention_end - m.mention_start) AS words
FROM fresh_entity_mentions AS m
INNER JOIN fresh_texts AS a ON a.article_id = m.article_id
WHERE
  substr(a.text, m.mention_start + 1, m.mention_end - m.mention_start) <> m.mention_text
