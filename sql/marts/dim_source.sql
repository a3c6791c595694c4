-- One row per source that a claim has as publisher, relay or origin, by name or entity.
-- kind: kept by source_key in int_source_totals
-- column source_id: identifier
-- column name: most frequent name of the source; NULL for sources that are not named
-- column source_key: key that counts it as one origin: its entity, else its name in lower case, else its class
-- column source_class: most frequent class of the source
-- column entity_id: entity, where the gazetteer knows it
-- column is_anonymous: never named
-- column reliability: Admiralty scale a (reliable) to e (unreliable), f cannot be judged; by name, else by class
-- column count_basis: how it counts where it always does so; one of: named_list, visual_confirmation
-- column n_claims: claims that it is a source of [claims]
-- column n_articles: articles with these [articles]
-- column n_as_origin: claims whose figure comes from it [claims]
-- column n_as_relay: claims that it passed on [claims]
-- column n_as_publisher: claims that it published [claims]
-- column n_own: claims about its own side [claims]
-- column n_adversary: claims about an adversary of its, or of its ally [claims]
-- column n_third_party: claims about others [claims]
WITH totals AS MATERIALIZED (
  SELECT *
  FROM model.source_totals
  WHERE source_key IN (SELECT source_key FROM int_source_totals)
),

names AS (
  SELECT
    source_key,
    source_name,
    sum(n_hops) AS n
  FROM totals
  GROUP BY source_key, source_name
),

classes AS (
  SELECT
    source_key,
    source_class,
    sum(n_hops) AS n
  FROM totals
  GROUP BY source_key, source_class
),

counted AS (
  SELECT
    source_key,
    max(entity_id) AS entity_id,
    bool_and(is_anonymous) AS is_anonymous,
    CAST(sum(n_claims) AS BIGINT) AS n_claims,
    CAST(sum(n_articles) AS BIGINT) AS n_articles,
    CAST(sum(n_as_origin) AS BIGINT) AS n_as_origin,
    CAST(sum(n_as_relay) AS BIGINT) AS n_as_relay,
    CAST(sum(n_as_publisher) AS BIGINT) AS n_as_publisher,
    CAST(sum(n_own) AS BIGINT) AS n_own,
    CAST(sum(n_adversary) AS BIGINT) AS n_adversary,
    CAST(sum(n_third_party) AS BIGINT) AS n_third_party
  FROM totals
  GROUP BY source_key
),

described AS (
  SELECT
    c.*,
    CASE WHEN NOT c.is_anonymous THEN n.name END AS name,
    k.source_class
  FROM counted AS c
  LEFT JOIN (
    SELECT
      source_key,
      arg_max(source_name, (n, source_name)) AS name
    FROM names
    WHERE source_name IS NOT NULL
    GROUP BY source_key
  ) AS n ON n.source_key = c.source_key
  INNER JOIN (
    SELECT
      source_key,
      arg_max(source_class, (n, source_class)) AS source_class
    FROM classes
    GROUP BY source_key
  ) AS k ON k.source_key = c.source_key
)

SELECT
  'src_' || left(md5(c.source_key), 16) AS source_id,
  c.name,
  c.source_key,
  c.source_class,
  c.entity_id,
  c.is_anonymous,
  coalesce(n.reliability, CASE WHEN c.is_anonymous THEN 'f' END, k.reliability, 'f') AS reliability,
  n.count_basis,
  c.n_claims,
  c.n_articles,
  c.n_as_origin,
  c.n_as_relay,
  c.n_as_publisher,
  c.n_own,
  c.n_adversary,
  c.n_third_party
FROM described AS c
LEFT JOIN ref_reliability AS n ON n.name = lower(trim(c.name))
LEFT JOIN ref_reliability AS k ON k.source_class = c.source_class AND k.side IS NULL AND k.name IS NULL
ORDER BY source_id
