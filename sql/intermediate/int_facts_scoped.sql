-- One row per fact of the groups that this run touches, new ones and those of other articles in the same group.
WITH live AS (
  SELECT * FROM int_facts_new
  UNION ALL
  SELECT * EXCLUDE (conflated_with, is_conflated) FROM int_facts_near
  WHERE
    series_group IN (SELECT series_group FROM int_scope_groups)
    AND cluster_id NOT IN (SELECT cluster_id FROM scope_clusters)
)
SELECT
  l.*,
  c.conflated_with,
  coalesce(c.is_conflated, false) AS is_conflated
FROM live AS l
LEFT JOIN int_conflations AS c ON c.fact_id = l.fact_id
