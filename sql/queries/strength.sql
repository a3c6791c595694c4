-- Who has how many under arms: active, reserve and paramilitary figures by force, whole forces before their branches.
SELECT
  subject,
  service,
  measure,
  unit,
  value_low AS low,
  value_best AS best,
  value_high AS high,
  as_of,
  array_to_string(origin, ', ') AS origin,
  is_part
FROM fct_military_strength
WHERE measure LIKE 'strength.%' AND is_asserted
ORDER BY subject, measure, service NULLS FIRST, best DESC, claim_id
