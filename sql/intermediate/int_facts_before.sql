-- One row per fact as the warehouse held it before this run; none when every fact is built anew.
-- kind: previous facts
SELECT
  *,
  CAST(NULL AS VARCHAR) AS conflated_with,
  CAST(NULL AS BOOLEAN) AS is_conflated
FROM int_facts_new
WHERE false
