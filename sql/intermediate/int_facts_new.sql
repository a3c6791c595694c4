-- One row per fact of the clusters that changed in this run, with its place among the figures of the same article.
-- phase: clusters
-- kind: gathered
WITH parents AS (
  SELECT DISTINCT
    part_of_fact_id AS fact_id,
    measure,
    unit
  FROM int_facts_folded
  WHERE part_of_fact_id IS NOT NULL
)

SELECT
  f.*,
  t.fact_id IS NOT NULL AS is_part,
  p.fact_id IS NULL AS is_leaf
FROM int_facts_folded AS f
LEFT JOIN int_facts_folded AS t ON t.fact_id = f.part_of_fact_id AND t.measure = f.measure AND t.unit = f.unit
LEFT JOIN parents AS p ON p.fact_id = f.fact_id AND p.measure = f.measure AND p.unit = f.unit
