-- One row per measure: its name for people.
SELECT
  measure,
  label
FROM dim_measure
ORDER BY measure
