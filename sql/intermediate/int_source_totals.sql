-- One row per source that this run touches and name of it: what was counted before, less what went, with what came.
WITH came AS MATERIALIZED (
  SELECT * EXCLUDE (article_id)
  FROM model.source_counts
  WHERE article_id IN (SELECT article_id FROM scope_articles)
),

touched AS MATERIALIZED (
  SELECT source_key FROM came
  UNION
  SELECT source_key FROM stg_source_counts_gone
),

added AS (
  SELECT * FROM came
  UNION ALL
  SELECT * FROM stg_source_counts_gone
  UNION ALL
  SELECT * FROM stg_source_totals_before
  WHERE source_key IN (SELECT source_key FROM touched)
)

SELECT
  source_key,
  source_name,
  source_class,
  entity_id,
  is_anonymous,
  CAST(sum(n_hops) AS BIGINT) AS n_hops,
  CAST(sum(n_articles) AS BIGINT) AS n_articles,
  CAST(sum(n_claims) AS BIGINT) AS n_claims,
  CAST(sum(n_as_origin) AS BIGINT) AS n_as_origin,
  CAST(sum(n_as_relay) AS BIGINT) AS n_as_relay,
  CAST(sum(n_as_publisher) AS BIGINT) AS n_as_publisher,
  CAST(sum(n_own) AS BIGINT) AS n_own,
  CAST(sum(n_adversary) AS BIGINT) AS n_adversary,
  CAST(sum(n_third_party) AS BIGINT) AS n_third_party
FROM added
GROUP BY source_key, source_name, source_class, entity_id, is_anonymous
