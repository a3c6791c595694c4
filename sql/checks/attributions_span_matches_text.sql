-- One row per source whose span does not hold its words.
SELECT
  t.attribution_id,
  t.article_id,
  t.source_text,
  substr(a.text, t.source_start + 1, t.source_end - t.source_start) AS words
FROM fresh_attributions AS t
INNER JOIN fresh_texts AS a ON a.article_id = t.article_id
WHERE
  t.valid_to IS NULL
  AND t.source_start IS NOT NULL
  AND substr(a.text, t.source_start + 1, t.source_end - t.source_start) <> t.source_text
