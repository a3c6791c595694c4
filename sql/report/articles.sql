-- One row per article with a claim: where it comes from and its text.
SELECT
  article_id,
  title,
  url,
  source_name,
  publisher,
  published_at,
  published_basis,
  duplicate_role,
  text
FROM articles
WHERE
  article_id IN (
    SELECT article_id FROM claims WHERE getvariable('subject') IS NULL OR subject = getvariable('subject')
  )
ORDER BY article_id
