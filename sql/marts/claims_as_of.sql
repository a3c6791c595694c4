-- One row per claim that the warehouse made at the time `ts`: SELECT * FROM claims_as_of('2025-01-31').
-- kind: macro(ts)
-- as in: claims
SELECT h.*
FROM main.claims_history AS h
WHERE h.valid_from <= CAST(ts AS TIMESTAMPTZ) AND (h.valid_to IS NULL OR h.valid_to > CAST(ts AS TIMESTAMPTZ))
