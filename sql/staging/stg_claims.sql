-- One row per claim that the warehouse now makes, of the copies and revisions that changed in this run.
-- phase: clusters
-- kind: temp
SELECT
  c.claim_id,
  c.article_id,
  a.cluster_id,
  s.zone,
  c.number_start,
  c.measure,
  c.unit,
  c.comparator,
  c.value_stated,
  c.value_low,
  c.value_best,
  c.value_high,
  c.low_open,
  c.high_open,
  c.subject,
  c.subject_name,
  nullif(c.population, 'unknown') AS population,
  c.service,
  c.perpetrator,
  c.place,
  c.place_name,
  c.period_start,
  c.period_end,
  c.extent,
  c.modality,
  c.modality IN ('asserted', 'estimated') AS is_asserted,
  len(c.origin) > 0 AS has_origin,
  c.part_of_claim_id,
  c.confidence,
  a.publisher,
  CAST(a.published_at AS DATE) AS published_on,
  coalesce(a.published_at, a.ingested_at) AS seen_at,
  a.article_id = a.cluster_id AS is_first_of_cluster
FROM raw.claims AS c
INNER JOIN raw.articles AS a ON a.article_id = c.article_id
INNER JOIN raw.sentences AS s ON s.sentence_id = c.sentence_id
WHERE
  c.valid_to IS NULL
  AND a.cluster_id IN (SELECT cluster_id FROM batch_clusters)
