-- One row per source and name of the articles that this run touches, as they were before it, to be taken off the totals.
-- kind: temp
SELECT
  source_key,
  source_name,
  source_class,
  entity_id,
  is_anonymous,
  -n_hops AS n_hops,
  -n_articles AS n_articles,
  -n_claims AS n_claims,
  -n_as_origin AS n_as_origin,
  -n_as_relay AS n_as_relay,
  -n_as_publisher AS n_as_publisher,
  -n_own AS n_own,
  -n_adversary AS n_adversary,
  -n_third_party AS n_third_party
FROM stg_source_counts_before
WHERE article_id IN (SELECT article_id FROM scope_articles)
