-- One row per series of totals and month: the highest lower bound that was given before the month's window.
-- phase: groups
WITH rising AS (
  SELECT
    series_id,
    as_of,
    max(value_low) OVER (PARTITION BY series_id ORDER BY as_of) AS floor
  FROM int_series
  WHERE extent = 'cumulative' AND left_out_reason IS NULL AND value_low > 0 AND as_of IS NOT NULL
),

by_day AS (
  SELECT
    series_id,
    as_of,
    max(floor) AS floor
  FROM rising
  GROUP BY series_id, as_of
)

SELECT
  p.series_id,
  p.as_of AS month,
  r.floor
FROM int_points AS p
ASOF INNER JOIN by_day AS r ON r.series_id = p.series_id AND r.as_of <= p.window_start
WHERE p.extent = 'cumulative' AND p.as_of IS NOT NULL
