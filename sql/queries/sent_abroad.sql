-- Troops sent, planned, present and withdrawn: whose, where, when, and who says so.
SELECT
  measure,
  subject,
  place,
  value_low AS low,
  value_best AS best,
  value_high AS high,
  period_start AS since,
  period_end AS until,
  array_to_string(origin, ', ') AS origin,
  array_to_string(relay, ', ') AS relay,
  modality
FROM fct_military_strength
WHERE measure LIKE 'deployment.%'
ORDER BY subject, measure, best DESC, claim_id
