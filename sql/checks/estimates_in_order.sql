-- One row per estimate whose low, best and high are not in order, or whose counts cannot be.
SELECT
  e.estimate_id,
  e.low,
  e.best,
  e.high,
  e.n_origins
FROM fresh_estimates AS e
WHERE
  e.valid_to IS NULL
  AND (
    e.low > e.best OR e.best > e.high OR (e.low > e.high AND NOT e.high_open)
    OR e.n_claims <> len(e.claim_ids) OR len(e.claim_ids_left_out) <> len(e.reasons_left_out)
    OR e.n_origins < 0 OR e.fold < 1
  )
