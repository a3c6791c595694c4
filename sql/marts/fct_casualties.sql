-- One row per fact about casualties: a figure that one article or its copies give, restatements folded in.
-- as in: facts
-- column claim_id: the claim that represents the fact: the row of claims with its words and sources
-- column measure_label: name of the measure for people
-- column measure_parent: measure that includes it; a measure and its parent are never added
-- column subject_type: kind of subject: state, group, igo, ...
-- column subject_entity_id: the subject in dim_entity
-- column place_country: name of the country of place
-- column is_denied: somebody denies it; never in totals
-- column is_planned: it is planned, promised or ordered; never in totals
-- column is_hypothetical: it could, would or might be; never in totals
-- column perpetrator_name: name of the perpetrator
SELECT
  f.fact_id,
  f.fact_id AS claim_id,
  f.measure,
  m.label AS measure_label,
  m.parent AS measure_parent,
  f.unit,
  f.subject,
  f.subject_name,
  e.entity_type AS subject_type,
  e.entity_id AS subject_entity_id,
  f.service,
  f.population,
  f.counted,
  f.perpetrator,
  p.name AS perpetrator_name,
  f.place,
  c.name AS place_country,
  f.place_name,
  f.number_text,
  f.comparator,
  f.value_stated,
  f.value_low,
  f.value_best,
  f.value_high,
  f.low_open,
  f.high_open,
  f.period_start,
  f.period_end,
  f.period_basis,
  f.extent,
  f.as_of,
  f.as_of_basis,
  f.modality,
  f.is_asserted,
  f.modality = 'denied' AS is_denied,
  f.modality = 'planned' OR f.measure LIKE '%.planned' AS is_planned,
  f.modality = 'hypothetical' AS is_hypothetical,
  f.is_part,
  f.is_leaf,
  f.is_additive,
  f.part_of_fact_id,
  f.additional_to_fact_id,
  f.conflated_with,
  f.is_conflated,
  f.origin,
  f.relay,
  f.origin_class,
  f.origin_side,
  f.origin_keys,
  f.reliability,
  f.n_claims,
  f.n_articles,
  f.n_articles_alike,
  f.n_relays,
  f.n_origins,
  f.publisher,
  f.published_on,
  f.first_seen_at,
  f.last_seen_at,
  f.evidence,
  f.article_id,
  f.sentence_id,
  f.number_start,
  f.number_end,
  f.confidence,
  f.series_id,
  f.statement_id,
  f.claim_ids
FROM model.facts AS f
INNER JOIN main.dim_measure AS m ON m.measure = f.measure
LEFT JOIN main.dim_entity AS e ON e.code = f.subject AND e.is_code_owner
LEFT JOIN main.dim_entity AS c ON c.code = f.place AND c.is_code_owner
LEFT JOIN main.dim_entity AS p ON p.code = f.perpetrator AND p.is_code_owner
WHERE f.fact = 'casualties'
