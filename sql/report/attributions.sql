-- One row per claim and source in its chain, from the publisher to the origins; entity_name where a known body speaks.
SELECT
  a.claim_id,
  a.hop,
  a.role,
  a.source_name,
  a.source_text,
  a.source_start,
  a.source_end,
  CASE WHEN e.entity_type <> 'state' THEN e.name END AS entity_name,
  a.cue_text,
  a.source_class,
  a.side,
  a.anonymous,
  a.link
FROM attributions AS a
INNER JOIN claims AS c ON c.claim_id = a.claim_id
LEFT JOIN dim_entity AS e ON e.entity_id = a.entity_id
WHERE getvariable('subject') IS NULL OR c.subject = getvariable('subject')
ORDER BY a.claim_id, a.hop, a.seq, a.attribution_id
