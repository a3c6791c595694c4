-- One row per claim, with the series of comparable figures that it is in and the day that it speaks of.
WITH facts AS (
  SELECT fact_id, unnest(claim_ids) AS claim_id, series_id, as_of, origin_side FROM fct_military_strength
  UNION ALL
  SELECT fact_id, unnest(claim_ids) AS claim_id, series_id, as_of, origin_side FROM fct_casualties
  UNION ALL
  SELECT fact_id, unnest(claim_ids) AS claim_id, series_id, as_of, origin_side FROM fct_equipment
)

SELECT
  c.claim_id,
  c.article_id,
  c.sentence_id,
  c.number_text,
  c.number_start,
  c.number_end,
  c.measure,
  c.unit,
  c.comparator,
  c.value_stated,
  c.value_low,
  c.value_best,
  c.value_high,
  c.subject,
  c.subject_name,
  c.subject_text,
  c.population,
  c.service,
  c.perpetrator,
  c.place,
  c.place_name,
  c.period_start,
  c.period_end,
  c.extent,
  c.modality,
  c.origin,
  c.relay,
  c.publisher,
  c.confidence,
  c.confidence_reasons,
  c.rule_ids,
  coalesce(f.fact_id = c.claim_id, false) AS is_fact,
  f.series_id,
  f.as_of,
  f.origin_side AS side,
  t.why_not
FROM claims AS c
LEFT JOIN facts AS f ON f.claim_id = c.claim_id
LEFT JOIN v_timeline AS t ON t.point_id = f.fact_id AND t.kind = 'figure'
WHERE getvariable('subject') IS NULL OR c.subject = getvariable('subject')
ORDER BY f.as_of DESC NULLS LAST, c.article_id, c.number_start, c.claim_id
