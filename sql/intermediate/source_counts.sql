-- One row per article and source of its claims, by every name that it gives the source: what source_totals adds up.
-- kind: kept by article_id in scope_articles
-- column article_id: article
-- column source_key: key that counts it as one origin: its entity, else its name in lower case, else its class
-- column source_name: name in the article; NULL for sources that are not named
-- column source_class: class of the source
-- column entity_id: entity, where the gazetteer knows it
-- column is_anonymous: not named here
-- column n_hops: hops of claims that name it so [hops]
-- column n_articles: 1 in the first row of the source in the article, else 0 [articles]
-- column n_claims: claims, each counted with the first name of the source only [claims]
-- column n_as_origin: hops as origin [hops]
-- column n_as_relay: hops as relay [hops]
-- column n_as_publisher: hops as publisher [hops]
-- column n_own: hops about its own side [hops]
-- column n_adversary: hops about an adversary of its, or of its ally [hops]
-- column n_third_party: hops about others [hops]
WITH named AS (
  SELECT
    t.claim_id,
    t.article_id,
    t.attribution_id,
    t.role,
    t.side,
    t.source_class,
    t.entity_id,
    t.source_name,
    t.anonymous OR t.source_name IS NULL AS is_anonymous,
    CASE
      WHEN t.anonymous THEN 'unnamed ' || t.source_class
      ELSE coalesce(t.entity_id, lower(trim(t.source_name)), 'unnamed ' || t.source_class)
    END AS source_key
  FROM raw.attributions AS t
  WHERE t.valid_to IS NULL AND t.article_id IN (SELECT article_id FROM scope_articles)
),

first_named AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY claim_id, source_key ORDER BY attribution_id) = 1 AS is_first
  FROM named
)

SELECT
  article_id,
  source_key,
  source_name,
  source_class,
  entity_id,
  is_anonymous,
  count(*) AS n_hops,
  (
    row_number() OVER (
      PARTITION BY article_id, source_key
      ORDER BY source_name, source_class, entity_id, is_anonymous
    ) = 1
  )::BIGINT AS n_articles,
  count(*) FILTER (WHERE is_first) AS n_claims,
  count(*) FILTER (WHERE role = 'origin') AS n_as_origin,
  count(*) FILTER (WHERE role = 'relay') AS n_as_relay,
  count(*) FILTER (WHERE role = 'publisher') AS n_as_publisher,
  count(*) FILTER (WHERE side = 'own') AS n_own,
  count(*) FILTER (WHERE side IN ('adversary', 'ally_of_adversary')) AS n_adversary,
  count(*) FILTER (WHERE side = 'third_party') AS n_third_party
FROM first_named
GROUP BY article_id, source_key, source_name, source_class, entity_id, is_anonymous
