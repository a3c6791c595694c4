-- One row per measure: what it counts, its place in the hierarchy, and what may be added to what.
-- kind: table
-- column measure: code used in claims, facts and estimates
-- column label: name for people
-- column fact: fact table that holds it; one of: strength, casualties, equipment
-- column parent: measure that includes it; a measure and its parent are never added
-- column path: measures from the widest to this one
-- column depth: steps below the widest measure, which is 0 [steps]
-- column stock_or_flow: stock (a size at a time) or flow (what happened in a time)
-- column over_time: disjoint periods and incidents may be added
-- column over_subjects: figures of different forces or sides may be added
-- column over_services: figures of different services of one force may be added
-- column window_days: how long a figure competes with newer ones when estimates are made [days]
-- column max_plausible: figures above this raise an alert [count]
-- column definition: what is counted
-- column do: a right use
-- column do_not: a wrong use
-- column source_standard: where the definition comes from
WITH RECURSIVE tree AS (
  SELECT
    measure,
    0 AS depth,
    measure AS path
  FROM ref_measures
  WHERE parent IS NULL
  UNION ALL
  SELECT
    m.measure,
    t.depth + 1,
    t.path || ' > ' || m.measure
  FROM tree AS t
  INNER JOIN ref_measures AS m ON m.parent = t.measure
)

SELECT
  m.measure,
  m.label,
  m.fact,
  m.parent,
  t.path,
  t.depth,
  m.stock_or_flow,
  m.over_time = 'yes' AS over_time,
  m.over_subjects = 'yes' AS over_subjects,
  m.over_services = 'yes' AS over_services,
  m.window_days,
  m.max_plausible,
  m.definition,
  m."do",
  m.do_not,
  m.source_standard
FROM ref_measures AS m
INNER JOIN tree AS t ON t.measure = m.measure
ORDER BY t.path
