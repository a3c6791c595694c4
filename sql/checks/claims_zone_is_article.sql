-- One row per claim out of a related link, a caption or boilerplate.
SELECT
  c.claim_id,
  c.article_id,
  s.zone,
  c.evidence
FROM fresh_claims AS c
INNER JOIN raw.sentences AS s ON s.sentence_id = c.sentence_id
WHERE
  c.valid_to IS NULL
  AND s.zone IN ('related_link', 'caption', 'boilerplate')
