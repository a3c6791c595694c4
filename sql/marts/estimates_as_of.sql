-- One row per estimate that the warehouse gave at the time `ts`: SELECT * FROM estimates_as_of('2025-01-31').
-- kind: macro(ts)
-- as in: estimates
SELECT h.*
FROM main.estimates_history AS h
WHERE h.valid_from <= CAST(ts AS TIMESTAMPTZ) AND (h.valid_to IS NULL OR h.valid_to > CAST(ts AS TIMESTAMPTZ))
