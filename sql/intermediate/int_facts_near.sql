-- One row per fact held before this run that what the run touches may change: one of a group of figures with a new fact or
-- with one that went, or a total of casualties of the same subject, which may be conflated with it.
WITH touched AS (
  SELECT
    series_group,
    subject
  FROM int_facts_new
  UNION ALL
  SELECT
    series_group,
    subject
  FROM int_facts_before
  WHERE cluster_id IN (SELECT cluster_id FROM scope_clusters)
)

SELECT b.*
FROM int_facts_before AS b
WHERE
  b.series_group IN (SELECT series_group FROM touched)
  OR (
    b.measure IN ('casualties.killed', 'casualties.killed_or_wounded', 'casualties.total')
    AND b.extent <> 'incident'
    AND b.subject IN (SELECT subject FROM touched)
  )
