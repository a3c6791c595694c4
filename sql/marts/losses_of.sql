-- One row per estimate of what one subject lost in people, the newest first, with what each side says: FROM losses_of('RUS').
-- kind: macro(code)
-- as in: est_casualties
SELECT
  e.subject,
  e.subject_name,
  e.as_of,
  e.measure,
  e.population,
  e.place,
  e.extent,
  e.low,
  e.best,
  e.high,
  e.high_open,
  e.best_own,
  e.best_adversary,
  e.best_third_party,
  e.fold,
  e.grade,
  e.n_origins,
  e.claim_ids,
  e.estimate_id
FROM main.est_casualties AS e
WHERE e.subject = code
ORDER BY e.as_of DESC NULLS LAST, e.measure, e.best DESC NULLS LAST, e.estimate_id
