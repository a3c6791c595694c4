-- One row per series of comparable figures about strength and deployment and as-of month: their reconciliation, recomputable from its claims.
--
-- The series: measure, unit, subject, service, population, place, extent, the start year and town of totals, the town of
-- stocks, the days and town of periods, the day and (where several are named) the place of incidents, the article of
-- figures without a day.
-- as in: estimates
SELECT h.* EXCLUDE (fact, valid_from, valid_to, retired_reason)
FROM main.estimates_history AS h
WHERE h.fact = 'strength' AND h.valid_to IS NULL
