-- One row per source and name, class and entity that articles give it, with all that is counted of it.
-- kind: kept by source_key in int_source_totals
-- as in: source_counts
-- column n_articles: articles in which this is the first name of the source [articles]
SELECT
  source_key,
  source_name,
  source_class,
  entity_id,
  is_anonymous,
  n_hops,
  n_articles,
  n_claims,
  n_as_origin,
  n_as_relay,
  n_as_publisher,
  n_own,
  n_adversary,
  n_third_party
FROM int_source_totals
WHERE n_hops > 0
