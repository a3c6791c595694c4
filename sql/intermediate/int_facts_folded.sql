-- One row per fact of the clusters that changed in this run: a figure of a measure, said by one article or its copies.
-- phase: clusters
--
-- Details that the chosen statement leaves open come from the other statements of the same fact; where those could
-- differ they would be other facts. `as_of` is the day that a figure speaks of: the end of its period, else the day of
-- publication; unknown where the article has no date.
WITH sizes AS (
  SELECT
    fact_id,
    count(*) AS n_claims
  FROM int_claims_collapsed
  GROUP BY fact_id
),

folded AS (
  SELECT
    k.fact_id,
    max(c.subject) AS subject,
    max(c.subject_name) AS subject_name,
    max(c.population) AS population,
    max(c.service) AS service,
    max(c.counted) AS counted,
    max(c.perpetrator) AS perpetrator,
    max(c.place) AS place,
    max(c.place_name) AS place_name,
    max(c.period_start) AS period_start,
    max(c.period_end) AS period_end,
    bool_or(c.zone = 'headline') AS in_headline,
    count(*) AS n_claims,
    count(DISTINCT c.article_id) AS n_articles,
    min(c.seen_at) AS first_seen_at,
    max(c.seen_at) AS last_seen_at,
    list(c.claim_id ORDER BY c.seen_at, c.article_id, c.number_start, c.claim_id) AS claim_ids
  FROM int_claims_collapsed AS k
  INNER JOIN sizes AS z ON z.fact_id = k.fact_id AND z.n_claims > 1
  INNER JOIN stg_claims AS c ON c.claim_id = k.claim_id
  GROUP BY k.fact_id
  UNION ALL
  SELECT
    c.claim_id AS fact_id,
    c.subject,
    c.subject_name,
    c.population,
    c.service,
    c.counted,
    c.perpetrator,
    c.place,
    c.place_name,
    c.period_start,
    c.period_end,
    c.zone = 'headline' AS in_headline,
    1 AS n_claims,
    1 AS n_articles,
    c.seen_at AS first_seen_at,
    c.seen_at AS last_seen_at,
    [c.claim_id] AS claim_ids
  FROM sizes AS z
  INNER JOIN stg_claims AS c ON c.claim_id = z.fact_id
  WHERE z.n_claims = 1
),

part_of AS (
  SELECT
    p.fact_id,
    min(t.fact_id) AS part_of_fact_id
  FROM (
    SELECT
      k.fact_id,
      c.part_of_claim_id AS total_claim_id
    FROM int_claims_collapsed AS k
    INNER JOIN stg_claims AS c ON c.claim_id = k.claim_id
    WHERE c.part_of_claim_id IS NOT NULL
    UNION
    SELECT
      k.fact_id,
      r.to_claim_id AS total_claim_id
    FROM int_claims_collapsed AS k
    INNER JOIN raw.claim_relations AS r ON r.from_claim_id = k.claim_id AND r.relation = 'part_of' AND r.valid_to IS NULL
  ) AS p
  INNER JOIN int_claims_collapsed AS t ON t.claim_id = p.total_claim_id
  WHERE t.fact_id <> p.fact_id
  GROUP BY p.fact_id
),

additional_to AS (
  SELECT
    k.fact_id,
    min(t.fact_id) AS additional_to_fact_id
  FROM int_claims_collapsed AS k
  INNER JOIN raw.claim_relations AS r
    ON r.from_claim_id = k.claim_id AND r.relation = 'additional_to' AND r.valid_to IS NULL
  INNER JOIN int_claims_collapsed AS t ON t.claim_id = r.to_claim_id
  WHERE t.fact_id <> k.fact_id
  GROUP BY k.fact_id
),

towns AS (
  SELECT DISTINCT
    m.article_id,
    m.mention_text
  FROM raw.entity_mentions AS m
  WHERE m.form IN ('city', 'capital') AND m.article_id IN (SELECT article_id FROM stg_claims)
),

dated AS (
  SELECT
    f.fact_id,
    coalesce(
      f.period_end,
      CASE WHEN c.extent IN ('stock', 'incident') THEN f.period_start END,
      c.published_on
    ) AS as_of,
    CASE
      WHEN f.period_end IS NOT NULL OR (c.extent IN ('stock', 'incident') AND f.period_start IS NOT NULL) THEN 'period'
      WHEN c.published_on IS NOT NULL THEN 'published'
      ELSE 'none'
    END AS as_of_basis
  FROM folded AS f
  INNER JOIN stg_claims AS c ON c.claim_id = f.fact_id
)

SELECT
  f.fact_id,
  m.fact,
  c.measure,
  c.unit,
  f.subject,
  coalesce(e.name, f.subject_name) AS subject_name,
  coalesce(f.population, CASE WHEN m.fact <> 'equipment' THEN 'unknown' END) AS population,
  f.service,
  f.counted,
  f.perpetrator,
  coalesce(c.place, f.place) AS place,
  coalesce(c.place_name, f.place_name) AS place_name,
  lower(w.mention_text) AS town,
  c.comparator,
  c.value_stated,
  c.value_low,
  c.value_best,
  c.value_high,
  c.low_open,
  c.high_open,
  f.period_start,
  f.period_end,
  c.extent,
  d.as_of,
  d.as_of_basis,
  c.modality,
  c.is_asserted,
  p.part_of_fact_id,
  a.additional_to_fact_id,
  coalesce(s.origin_keys, ['article ' || c.cluster_id]) AS origin_keys,
  coalesce(s.origin_sides, ['unknown']) AS origin_sides,
  coalesce(s.origin_reliabilities, ['f']) AS origin_reliabilities,
  coalesce(s.origin_side, 'unknown') AS origin_side,
  coalesce(s.reliability, 'f') AS reliability,
  s.count_basis,
  c.published_on,
  c.cluster_id,
  f.in_headline,
  c.confidence,
  f.n_claims,
  f.n_articles,
  coalesce(s.n_relays, 0) AS n_relays,
  coalesce(s.n_origins, 1) AS n_origins,
  f.first_seen_at,
  f.last_seen_at,
  f.claim_ids,
  'kin_' || left(
    md5(concat_ws(
      '|', c.measure, c.unit, coalesce(f.subject, '?'), coalesce(f.service, '?'), coalesce(f.population, 'unknown')
    )),
    16
  ) AS kin_group,
  'sst_' || left(
    md5(concat_ws(
      '|', c.measure, c.unit, coalesce(f.subject, '?'), coalesce(f.service, '?'),
      coalesce(f.population, 'unknown'),
      coalesce(c.place, f.place, '?'), c.extent
    )),
    16
  ) AS series_group
FROM folded AS f
INNER JOIN stg_claims AS c ON c.claim_id = f.fact_id
INNER JOIN ref_measures AS m ON m.measure = c.measure
INNER JOIN dated AS d ON d.fact_id = f.fact_id
LEFT JOIN towns AS w ON w.article_id = c.article_id AND w.mention_text = coalesce(c.place_name, f.place_name)
LEFT JOIN int_fact_sources AS s ON s.fact_id = f.fact_id
LEFT JOIN stg_entities AS e ON e.code = f.subject
LEFT JOIN part_of AS p ON p.fact_id = f.fact_id
LEFT JOIN additional_to AS a ON a.fact_id = f.fact_id
