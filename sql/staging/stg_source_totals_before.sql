-- One row per source and name as the warehouse held it before this run; none when everything is built anew.
-- kind: previous source_totals
SELECT
  CAST(NULL AS VARCHAR) AS source_key,
  CAST(NULL AS VARCHAR) AS source_name,
  CAST(NULL AS VARCHAR) AS source_class,
  CAST(NULL AS VARCHAR) AS entity_id,
  CAST(NULL AS BOOLEAN) AS is_anonymous,
  CAST(NULL AS BIGINT) AS n_hops,
  CAST(NULL AS BIGINT) AS n_articles,
  CAST(NULL AS BIGINT) AS n_claims,
  CAST(NULL AS BIGINT) AS n_as_origin,
  CAST(NULL AS BIGINT) AS n_as_relay,
  CAST(NULL AS BIGINT) AS n_as_publisher,
  CAST(NULL AS BIGINT) AS n_own,
  CAST(NULL AS BIGINT) AS n_adversary,
  CAST(NULL AS BIGINT) AS n_third_party
WHERE false
