-- One row per entity: states, their forces and services as a tree, groups, agencies, bodies, and subjects that only a text names.
-- kind: table
-- as in: entities
-- column is_code_owner: the one entity that a code in claims.subject, perpetrator or place stands for
-- column parent_name: name of the parent
-- column state: ISO 3166 alpha-3 of the state at the top of the tree
-- column depth: steps below the top, which is 0 [steps]
-- column path: names from the top to this entity
WITH RECURSIVE named AS (
  SELECT
    subject AS code,
    max(subject_name) AS name
  FROM model.facts
  WHERE subject IS NOT NULL AND subject NOT IN (SELECT code FROM raw.entities WHERE code IS NOT NULL)
  GROUP BY subject
),

known AS (
  SELECT
    e.entity_id,
    e.name,
    e.entity_type,
    e.code,
    e.iso3,
    e.wikidata_id,
    e.cow_code,
    e.gw_code,
    e.parent_entity_id,
    e.aliases,
    e.resolution,
    e.entity_id IN (SELECT entity_id FROM stg_entities) AS is_code_owner
  FROM raw.entities AS e
  UNION ALL
  SELECT
    'txt_' || left(md5(code), 16) AS entity_id,
    coalesce(name, code) AS name,
    'group' AS entity_type,
    code,
    NULL AS iso3,
    NULL AS wikidata_id,
    NULL AS cow_code,
    NULL AS gw_code,
    NULL AS parent_entity_id,
    CAST([] AS VARCHAR []) AS aliases,
    'text' AS resolution,
    true AS is_code_owner
  FROM named
),

tree AS (
  SELECT
    entity_id,
    0 AS depth,
    name AS path,
    iso3 AS state,
    CAST(NULL AS VARCHAR) AS parent_name,
    name
  FROM known
  WHERE parent_entity_id IS NULL OR parent_entity_id NOT IN (SELECT entity_id FROM known)
  UNION ALL
  SELECT
    k.entity_id,
    t.depth + 1,
    t.path || ' > ' || k.name,
    coalesce(k.iso3, t.state),
    t.name,
    k.name
  FROM tree AS t
  INNER JOIN known AS k ON k.parent_entity_id = t.entity_id
  WHERE t.depth < 8
)

SELECT
  k.entity_id,
  k.name,
  k.entity_type,
  k.code,
  k.iso3,
  k.wikidata_id,
  k.cow_code,
  k.gw_code,
  k.parent_entity_id,
  k.aliases,
  k.resolution,
  k.is_code_owner,
  t.parent_name,
  t.state,
  t.depth,
  t.path
FROM known AS k
LEFT JOIN tree AS t ON t.entity_id = k.entity_id
ORDER BY k.entity_id
