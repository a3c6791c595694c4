-- One row per code that claims use for a subject, perpetrator or place: the state, group or body that it stands for.
WITH ranked AS (
  SELECT
    e.code,
    e.entity_id,
    e.name,
    e.entity_type,
    row_number() OVER (
      PARTITION BY e.code
      ORDER BY
        CASE e.entity_type WHEN 'state' THEN 0 WHEN 'group' THEN 1 WHEN 'igo' THEN 2 ELSE 3 END,
        e.parent_entity_id IS NOT NULL,
        e.entity_id
    ) AS place
  FROM raw.entities AS e
  WHERE e.code IS NOT NULL
)
SELECT
  code,
  entity_id,
  name,
  entity_type
FROM ranked
WHERE place = 1
