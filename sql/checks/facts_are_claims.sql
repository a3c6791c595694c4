-- One row per fact that is not, or no longer, a claim.
SELECT f.fact_id
FROM fresh_facts AS f
WHERE NOT EXISTS (SELECT 1 FROM raw.claims AS c WHERE c.claim_id = f.fact_id AND c.valid_to IS NULL)
