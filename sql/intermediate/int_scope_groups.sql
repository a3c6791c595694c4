-- One row per group of comparable facts that this run touches: with a new fact, with one that went, or newly conflated.
SELECT
  series_group,
  kin_group
FROM int_facts_new
UNION
SELECT
  series_group,
  kin_group
FROM int_facts_near
WHERE cluster_id IN (SELECT cluster_id FROM scope_clusters)
UNION
SELECT
  b.series_group,
  b.kin_group
FROM int_facts_near AS b
LEFT JOIN int_conflations AS c ON c.fact_id = b.fact_id
WHERE b.conflated_with IS DISTINCT FROM c.conflated_with OR b.is_conflated IS DISTINCT FROM coalesce(c.is_conflated, false)
