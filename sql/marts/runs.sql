-- One row per run that changed the warehouse.
-- as in: runs
SELECT
  r.run_id,
  r.started_at,
  r.finished_at,
  r.version,
  r.extractor_version,
  r.inputs,
  r.input_manifest_hash,
  r.articles_new,
  r.articles_unchanged,
  r.articles_revised,
  r.inputs_rejected,
  r.claims_count,
  r.issues_count
FROM raw.runs AS r
