-- One row per claim, with the fact that it is a statement of: copies of an article and restatements inside one fold.
-- phase: clusters
--
-- Two claims of one cluster of copies state one fact when measure, unit, extent, stance (said, denied, planned,
-- hypothetical) and value agree, and no detail that both give differs: one that gives a detail (a service, a place)
-- folds into one that does not, unless the cluster gives several different ones. Numbers below ten recur by chance: in
-- the body of one article each is a statement of its own unless the text says that it restates another. A headline says
-- what the body says, whatever place it names.
WITH keyed AS (
  SELECT
    c.claim_id,
    c.article_id,
    c.zone,
    c.number_start,
    c.subject,
    c.population,
    c.service,
    c.counted,
    c.perpetrator,
    c.place,
    c.place_name,
    c.period_end,
    c.has_origin,
    c.confidence,
    c.seen_at,
    c.is_first_of_cluster,
    hash(
      c.cluster_id,
      c.measure,
      c.unit,
      c.extent,
      CASE WHEN c.is_asserted THEN 'said' ELSE c.modality END,
      coalesce(c.value_stated, -1),
      CASE WHEN c.value_stated IS NULL THEN coalesce(c.value_low, -1) ELSE -1 END,
      CASE WHEN c.value_stated IS NULL THEN coalesce(c.value_high, -1) ELSE -1 END
    ) AS value_key,
    coalesce(c.value_stated, c.value_high, c.value_low, 0) BETWEEN 1 AND 9 AS is_small,
    c.claim_id IN (
      SELECT r.from_claim_id
      FROM raw.claim_relations AS r
      WHERE r.relation = 'restates' AND r.valid_to IS NULL
    ) AS is_restated
  FROM stg_claims AS c
),

crowded AS (
  SELECT k.*
  FROM keyed AS k
  INNER JOIN (
    SELECT value_key
    FROM keyed
    GROUP BY value_key
    HAVING count(*) > 1
  ) AS many ON many.value_key = k.value_key
),

by_subject AS (
  SELECT
    *,
    hash(
      value_key,
      CASE WHEN min(subject) OVER same_value <> max(subject) OVER same_value THEN coalesce(subject, '') END
    ) AS subject_key
  FROM crowded
  WINDOW same_value AS (PARTITION BY value_key)
),

placed AS (
  SELECT
    *,
    CASE
      WHEN zone = 'headline' THEN first_value(lower(place_name)) OVER (
        PARTITION BY subject_key
        ORDER BY zone = 'headline', seen_at, article_id, number_start, claim_id
      )
      ELSE lower(place_name)
    END AS small_place
  FROM by_subject
),

by_detail AS (
  SELECT
    *,
    hash(
      subject_key,
      CASE WHEN min(service) OVER same_subject <> max(service) OVER same_subject THEN coalesce(service, '') END,
      CASE WHEN min(counted) OVER same_subject <> max(counted) OVER same_subject THEN coalesce(counted, '') END,
      CASE WHEN min(population) OVER same_subject <> max(population) OVER same_subject THEN coalesce(population, '') END,
      CASE WHEN min(perpetrator) OVER same_subject <> max(perpetrator) OVER same_subject THEN coalesce(perpetrator, '') END,
      CASE WHEN min(place) OVER same_subject <> max(place) OVER same_subject THEN coalesce(place, '') END,
      CASE WHEN min(period_end) OVER same_subject <> max(period_end) OVER same_subject THEN period_end END,
      CASE
        WHEN is_small AND min(small_place) OVER same_subject <> max(small_place) OVER same_subject
          THEN coalesce(small_place, '')
      END
    ) AS detail_key
  FROM placed
  WINDOW same_subject AS (PARTITION BY subject_key)
),

by_occurrence AS (
  SELECT
    *,
    hash(
      detail_key,
      CASE
        WHEN NOT is_small OR zone = 'headline' OR is_restated THEN 1
        ELSE row_number() OVER (
          PARTITION BY detail_key, article_id, zone = 'headline' OR is_restated
          ORDER BY number_start, claim_id
        )
      END
    ) AS fact_key
  FROM by_detail
)

SELECT
  claim_id,
  first_value(claim_id) OVER (
    PARTITION BY fact_key
    ORDER BY
      is_first_of_cluster DESC,
      zone = 'headline',
      (subject IS NOT NULL)::INTEGER + (population IS NOT NULL)::INTEGER + (service IS NOT NULL)::INTEGER
      + (perpetrator IS NOT NULL)::INTEGER + (place IS NOT NULL)::INTEGER + (period_end IS NOT NULL)::INTEGER
      + has_origin::INTEGER DESC,
      confidence DESC,
      seen_at,
      article_id,
      number_start,
      claim_id
  ) AS fact_id
FROM by_occurrence
UNION ALL
SELECT
  claim_id,
  claim_id AS fact_id
FROM keyed
WHERE value_key NOT IN (SELECT value_key FROM crowded)
