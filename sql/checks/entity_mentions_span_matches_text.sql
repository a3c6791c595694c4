-- One row per mention whose span does not hold its words.
SELECT
  m.mention_id,
  m.article_id,
  m.mention_text,
  substr(a.text, m.mention_start + 1, m.mention_end - m.mention_start) AS words
FROM raw.entity_mentions AS m
INNER JOIN raw.articles AS a ON a.article_id = m.article_id
WHERE
  m.article_id IN (SELECT article_id FROM checked_articles)
  AND substr(a.text, m.mention_start + 1, m.mention_end - m.mention_start) <> m.mention_text
