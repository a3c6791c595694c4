-- One row per claim, hop and source: publisher (hop 0), relays, origins.
-- as in: attributions
SELECT
  r.attribution_id,
  r.claim_id,
  r.article_id,
  r.hop,
  r.seq,
  r.role,
  r.source_name,
  r.source_text,
  r.source_start,
  r.source_end,
  r.cue_text,
  r.entity_id,
  r.source_class,
  r.side,
  r.anonymous,
  r.is_plural,
  r.link
FROM raw.attributions AS r
WHERE r.valid_to IS NULL
