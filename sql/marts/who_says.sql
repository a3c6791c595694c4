-- One row per claim about one subject and source that it goes back to, the largest first, with its words: FROM who_says('UKR').
--
-- The sources are the origins of the chain; where there are none who passed it on, else the outlet.
-- kind: macro(code)
-- as in: claims, attributions
WITH ranked AS (
  SELECT
    a.claim_id,
    a.role,
    coalesce(a.source_name, a.source_text) AS source_name,
    a.source_class,
    a.side,
    a.anonymous,
    dense_rank() OVER (
      PARTITION BY a.claim_id
      ORDER BY CASE a.role WHEN 'origin' THEN 0 WHEN 'relay' THEN 1 ELSE 2 END
    ) AS nearness
  FROM main.attributions AS a
)

SELECT
  c.subject,
  c.measure,
  c.unit,
  c.number_text,
  c.value_low,
  c.value_best,
  c.value_high,
  c.period_start,
  c.period_end,
  c.extent,
  c.modality,
  r.role,
  r.source_name,
  r.source_class,
  r.side,
  r.anonymous,
  c.publisher,
  c.evidence,
  c.confidence,
  c.claim_id
FROM main.claims AS c
LEFT JOIN ranked AS r ON r.claim_id = c.claim_id AND r.nearness = 1
WHERE c.subject = code
ORDER BY c.measure, coalesce(c.value_best, c.value_low, c.value_high) DESC NULLS LAST, c.claim_id, r.source_name
