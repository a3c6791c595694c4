-- Who lost how many people, who says so, and on which side they stand: facts about casualties, the largest first.
SELECT
  subject,
  measure,
  population,
  value_low AS low,
  value_best AS best,
  value_high AS high,
  extent,
  period_end AS until,
  array_to_string(origin, ', ') AS origin,
  origin_side AS side,
  modality
FROM fct_casualties
ORDER BY coalesce(value_best, value_low) DESC NULLS LAST, claim_id
