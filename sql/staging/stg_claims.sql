-- One row per claim that the warehouse now makes, of the copies and revisions that changed in this run.
-- phase: clusters
-- kind: temp
WITH counts AS (
  SELECT
    c.claim_id,
    lower(q.head_noun) AS noun,
    c.measure = 'casualties.captured' AS is_captured
  FROM raw.claims AS c
  INNER JOIN scope_quantities AS q ON q.quantity_id = c.quantity_id
  WHERE
    c.valid_to IS NULL
    AND c.measure LIKE 'casualties.%'
    AND c.article_id IN (SELECT a.article_id FROM raw.articles AS a WHERE a.cluster_id IN (SELECT cluster_id FROM batch_clusters))
),

-- Each noun is looked up once, however many claims count it.
nouns AS (
  SELECT
    n.noun,
    n.is_captured,
    arg_max(g.counted, length(g.noun)) AS counted
  FROM (SELECT DISTINCT noun, is_captured FROM counts) AS n
  INNER JOIN ref_counted AS g ON (' ' || n.noun) LIKE ('% ' || g.noun)
  WHERE NOT (n.is_captured AND g.counted IN ('prisoners', 'hostages'))
  GROUP BY ALL
),

groups AS (
  SELECT
    c.claim_id,
    n.counted
  FROM counts AS c
  INNER JOIN nouns AS n USING (noun, is_captured)
)

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
  g.counted,
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
INNER JOIN scope_sentences AS s ON s.sentence_id = c.sentence_id
LEFT JOIN groups AS g ON g.claim_id = c.claim_id
WHERE
  c.valid_to IS NULL
  AND a.cluster_id IN (SELECT cluster_id FROM batch_clusters)
