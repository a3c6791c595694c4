-- One row per series of comparable figures about casualties and as-of month: their reconciliation, recomputable from its claims.
--
-- The series: measure, unit, subject, service, population, place, extent, and the start year of totals, the days of
-- periods, the day and (where several are named) the place of incidents.
-- as in: estimates
SELECT
  e.estimate_id,
  e.measure,
  e.unit,
  e.subject,
  e.subject_name,
  e.service,
  e.population,
  e.place,
  e.extent,
  e.as_of,
  e.period_start,
  e.period_end,
  e.place_name,
  e.low,
  e.best,
  e.high,
  e.high_open,
  e.floor,
  e.acled,
  e.gtd,
  e.weighted,
  e.n_claims,
  e.n_articles,
  e.n_relays,
  e.n_origins,
  e.best_own,
  e.best_adversary,
  e.best_third_party,
  e.fold,
  e.log_sd,
  e.overlap,
  e.grade,
  e.rule,
  e.claim_ids,
  e.claim_ids_left_out,
  e.reasons_left_out,
  e.is_additive,
  e.series_id
FROM model.estimates AS e
WHERE e.fact = 'casualties' AND e.valid_to IS NULL
