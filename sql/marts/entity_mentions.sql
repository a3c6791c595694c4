-- One row per mention of a known entity in a sentence that holds a claim.
-- as in: entity_mentions
SELECT
  r.mention_id,
  r.article_id,
  r.sentence_id,
  r.entity_id,
  r.mention_text,
  r.mention_start,
  r.mention_end,
  r.form
FROM raw.entity_mentions AS r
