-- One row per series and month with two votes or more: the largest set of votes whose intervals share a point.
-- phase: groups
WITH votes AS (
  SELECT
    series_id,
    month,
    origin_key,
    value_best,
    agree_low,
    agree_high
  FROM int_votes
  WHERE is_vote
),

counted AS (
  SELECT
    a.series_id,
    a.month,
    a.agree_low AS point,
    count(DISTINCT b.origin_key) AS n_agree,
    quantile_disc(b.value_best, 0.5) AS best
  FROM (SELECT DISTINCT series_id, month, agree_low FROM votes) AS a
  INNER JOIN votes AS b
    ON
      b.series_id = a.series_id
      AND b.month IS NOT DISTINCT FROM a.month
      AND b.agree_low <= a.agree_low
      AND b.agree_high >= a.agree_low
  GROUP BY a.series_id, a.month, a.agree_low
)

SELECT
  series_id,
  month,
  max(n_agree) AS n_agree,
  arg_min_null(best, (-n_agree, point)) AS best
FROM counted
GROUP BY series_id, month
