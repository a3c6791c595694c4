-- One row per series of comparable figures about casualties and as-of month: their reconciliation, recomputable from its claims.
--
-- The series: measure, unit, subject, service, population, place, extent, the start year and town of totals, the days of
-- periods, the day and (where several are named) the place of incidents.
-- as in: estimates
SELECT h.* EXCLUDE (fact, valid_from, valid_to, retired_reason)
FROM main.estimates_history AS h
WHERE h.fact = 'casualties' AND h.valid_to IS NULL
