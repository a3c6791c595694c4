-- Equipment held, lost, delivered and promised by class, without figures that another one includes.
SELECT
  subject,
  measure,
  unit,
  count(*) AS facts,
  sum(value_low) AS low,
  sum(value_best) AS best
FROM fct_equipment
WHERE is_asserted AND NOT is_part
GROUP BY subject, measure, unit
ORDER BY subject, measure, best DESC, unit
