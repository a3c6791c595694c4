-- One row per version of an article.
-- as in: articles
SELECT
  r.article_id,
  r.source_name,
  r.url,
  r.title,
  r.author,
  r.publisher,
  r.published_at,
  r.published_basis,
  r.language,
  r.text,
  r.char_count,
  r.duplicate_of,
  r.duplicate_role,
  r.revision_of,
  r.ingested_at,
  r.run_id
FROM raw.articles AS r
