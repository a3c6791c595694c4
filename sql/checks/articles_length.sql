-- One row per article whose char_count is not the length of its text.
SELECT
  a.article_id,
  a.char_count,
  length(a.text) AS length
FROM raw.articles AS a
WHERE a.article_id IN (SELECT article_id FROM checked_articles) AND a.char_count <> length(a.text)
