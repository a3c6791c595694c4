-- One row per series and month with a best figure: the weighted median of the votes, and what GTD's rule would choose.
-- phase: groups
WITH votes AS (
  SELECT
    *,
    sum(weight) OVER (PARTITION BY series_id, month ORDER BY value_best, origin_key) AS weight_so_far,
    sum(weight) OVER (PARTITION BY series_id, month) AS weight_of_all,
    count(*) OVER (PARTITION BY series_id, month, value_best) AS n_same,
    count(*) OVER (PARTITION BY series_id, month) AS n_votes,
    row_number() OVER (
      PARTITION BY series_id, month
      ORDER BY as_of DESC NULLS LAST, letter, value_best, origin_key
    ) AS place_by_date
  FROM int_votes
  WHERE is_vote AND value_best IS NOT NULL
)

SELECT
  series_id,
  month,
  min(value_best) FILTER (WHERE weight_so_far * 2 >= weight_of_all) AS weighted,
  coalesce(
    min(value_best) FILTER (WHERE place_by_date = 1 AND letter IN ('a', 'b')),
    min(value_best) FILTER (WHERE n_same * 2 > n_votes),
    min(value_best)
  ) AS gtd
FROM votes
GROUP BY series_id, month
