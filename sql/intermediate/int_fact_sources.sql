-- One row per fact: the independent origins of its figure, and how many outlets and relays carried it.
-- phase: clusters
--
-- An origin is the root of the chain: a named one counts as itself; unnamed ones that came through one relay, or
-- through one article, are one origin together; where no origin is given, the relay is it, else the outlet. A name that
-- is a part of another one of the same fact ("monitor", "war monitor") is the same source.
WITH sourced AS (
  SELECT
    k.fact_id,
    s.role,
    s.is_anonymous OR s.source_key IS NULL AS is_anonymous,
    s.source_key,
    s.source_name,
    s.source_class,
    s.side,
    s.reliability,
    s.count_basis
  FROM int_claims_collapsed AS k
  INNER JOIN stg_sources AS s ON s.claim_id = k.claim_id
),

totals AS (
  SELECT
    fact_id,
    bool_or(role = 'origin' AND NOT is_anonymous) AS has_named,
    bool_or(role = 'origin' AND (source_key IS NOT NULL OR source_class <> 'unspecified')) AS has_origin,
    min(source_key) FILTER (WHERE role = 'relay') AS first_relay,
    count(DISTINCT source_key) FILTER (WHERE role = 'relay') AS n_relays
  FROM sourced
  GROUP BY fact_id
),

chosen AS (
  SELECT
    s.fact_id,
    CASE
      WHEN t.has_named THEN s.source_key
      WHEN t.has_origin THEN 'unnamed via ' || coalesce(t.first_relay, f.outlet)
      WHEN t.first_relay IS NOT NULL THEN s.source_key
      ELSE f.outlet
    END AS origin_key,
    lower(s.source_name) AS name,
    s.source_class,
    s.side,
    s.reliability,
    s.count_basis
  FROM sourced AS s
  INNER JOIN totals AS t ON t.fact_id = s.fact_id
  INNER JOIN (
    SELECT
      claim_id AS fact_id,
      coalesce('outlet ' || lower(trim(publisher)), 'article ' || cluster_id) AS outlet
    FROM stg_claims
  ) AS f ON f.fact_id = s.fact_id
  WHERE
    CASE
      WHEN t.has_named THEN s.role = 'origin' AND NOT s.is_anonymous
      WHEN t.has_origin THEN s.role = 'origin'
      WHEN t.first_relay IS NOT NULL THEN s.role = 'relay'
      ELSE s.role = 'publisher'
    END
),

shortened AS (
  SELECT DISTINCT
    a.fact_id,
    a.origin_key
  FROM chosen AS a
  INNER JOIN chosen AS b
    ON
      b.fact_id = a.fact_id
      AND b.origin_key <> a.origin_key
      AND length(b.name) > length(a.name)
      AND contains(concat(' ', b.name, ' '), concat(' ', a.name, ' '))
),

origins AS (
  SELECT
    fact_id,
    origin_key,
    CASE
      WHEN bool_or(side = 'own') THEN 'own'
      WHEN bool_or(side = 'third_party') THEN 'third_party'
      WHEN bool_or(side = 'adversary') THEN 'adversary'
      WHEN bool_or(side = 'ally_of_adversary') THEN 'ally_of_adversary'
      ELSE 'unknown'
    END AS side,
    min(reliability) AS reliability,
    min(count_basis) AS count_basis
  FROM chosen
  ANTI JOIN shortened USING (fact_id, origin_key)
  GROUP BY fact_id, origin_key
)

SELECT
  o.fact_id,
  list(o.origin_key ORDER BY o.origin_key) AS origin_keys,
  list(o.side ORDER BY o.origin_key) AS origin_sides,
  list(o.reliability ORDER BY o.origin_key) AS origin_reliabilities,
  CASE
    WHEN bool_or(o.side = 'own') THEN 'own'
    WHEN bool_or(o.side = 'third_party') THEN 'third_party'
    WHEN bool_or(o.side = 'adversary') THEN 'adversary'
    WHEN bool_or(o.side = 'ally_of_adversary') THEN 'ally_of_adversary'
    ELSE 'unknown'
  END AS origin_side,
  min(o.reliability) AS reliability,
  min(o.count_basis) AS count_basis,
  any_value(t.n_relays) AS n_relays,
  count(*) AS n_origins
FROM origins AS o
INNER JOIN totals AS t ON t.fact_id = o.fact_id
GROUP BY o.fact_id
