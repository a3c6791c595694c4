-- One row per sentence or line of an article.
-- as in: sentences
SELECT
  r.sentence_id,
  r.article_id,
  r.ordinal,
  r.zone,
  r.sentence_start,
  r.sentence_end
FROM raw.sentences AS r
