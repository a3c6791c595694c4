-- One row per number, measure and subject: somebody says that n of a measure holds for a subject.
-- as in: claims
SELECT h.* EXCLUDE (valid_from, valid_to, retired_reason)
FROM main.claims_history AS h
WHERE h.valid_to IS NULL
