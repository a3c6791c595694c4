-- One row per entity that the gazetteer knows or an article names as a subject or source.
-- as in: entities
SELECT
  r.entity_id,
  r.name,
  r.entity_type,
  r.code,
  r.iso3,
  r.wikidata_id,
  r.cow_code,
  r.gw_code,
  r.parent_entity_id,
  r.aliases,
  r.resolution
FROM main.dim_entity AS r
