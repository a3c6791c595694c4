-- One row per claim and source of it (publisher, relay or origin), with the source's key and reliability.
-- phase: clusters
--
-- A common noun ("the general staff") means another source in another article: it is known by the subject's side where
-- it speaks for that, else by the article. Who is only called after a country ("South Korean sources") is not named.
WITH rated AS (
  SELECT
    t.claim_id,
    t.role,
    t.side,
    t.source_class,
    (
      t.anonymous
      OR t.source_name IS NULL
      OR (
        t.source_class IN ('unspecified', 'official_unspecified')
        AND (t.entity_id IS NOT NULL OR t.source_name = lower(t.source_name))
      )
    ) AS is_anonymous,
    t.source_name,
    CASE
      WHEN t.entity_id IS NOT NULL THEN t.entity_id
      WHEN t.role = 'publisher' OR t.source_name <> lower(t.source_name) THEN lower(trim(t.source_name))
      WHEN t.side = 'own' AND c.subject IS NOT NULL THEN concat(trim(t.source_name), ' of ', c.subject)
      ELSE concat(trim(t.source_name), ' in ', c.cluster_id)
    END AS source_key
  FROM raw.attributions AS t
  INNER JOIN stg_claims AS c ON c.claim_id = t.claim_id
  WHERE t.valid_to IS NULL
)
SELECT
  r.claim_id,
  r.role,
  r.side,
  r.source_class,
  r.is_anonymous,
  r.source_name,
  r.source_key,
  coalesce(
    n.reliability,
    CASE WHEN r.is_anonymous THEN x.reliability END,
    d.reliability,
    k.reliability,
    'f'
  ) AS reliability,
  n.count_basis
FROM rated AS r
LEFT JOIN ref_reliability AS n ON n.name = lower(trim(r.source_name)) AND n.name <> 'anonymous'
LEFT JOIN ref_reliability AS x ON x.name = 'anonymous'
LEFT JOIN ref_reliability AS d ON d.source_class = r.source_class AND d.side = r.side AND d.name IS NULL
LEFT JOIN ref_reliability AS k ON k.source_class = r.source_class AND k.side IS NULL AND k.name IS NULL
