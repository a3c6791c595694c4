-- One row per series and month that has a figure: where an estimate is made. The month of undated figures is unknown.
-- phase: groups
SELECT DISTINCT
  s.series_id,
  s.series_group,
  s.extent,
  last_day(s.as_of) AS as_of,
  last_day(s.as_of) - CAST(m.window_days AS INTEGER) AS window_start
FROM int_series AS s
INNER JOIN ref_measures AS m ON m.measure = s.measure
WHERE s.is_asserted AND s.fact IN ('strength', 'casualties')
