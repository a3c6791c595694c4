-- One row per article whose char_count is not the length of its text.
SELECT
  a.article_id,
  a.char_count,
  length(a.text) AS length
FROM fresh_articles AS a
WHERE a.char_count <> length(a.text)
