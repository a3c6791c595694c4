-- One row per sentence of an article with a claim.
SELECT
  sentence_id,
  article_id,
  ordinal,
  zone,
  sentence_start,
  sentence_end
FROM sentences
WHERE
  article_id IN (
    SELECT article_id FROM claims WHERE getvariable('subject') IS NULL OR subject = getvariable('subject')
  )
ORDER BY article_id, ordinal
