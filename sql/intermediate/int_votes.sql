-- One row per series, month, fact inside the month's window and origin of it; `is_vote` for the figure that the origin holds.
-- phase: groups
--
-- An origin has one vote: its latest figure. Bare round numbers are widened by the tolerance of "about" for the test of
-- agreement only: t = min(10 % n, max(2.5 % n, half the place value of the last digit that is not zero)).
-- Of stocks of persons, a figure under a tenth of the largest in the window counts a unit, or those who took part in one
-- action, and not the force: it has no vote. The largest is not one that is ten times that of the next article, where a
-- third one agrees with that: units are small, each in its own way. Of losses and moves a figure under a hundredth of the
-- largest counts something else, such as one raid of a war.
WITH inside AS (
  SELECT
    p.as_of AS month,
    s.*
  FROM int_points AS p
  INNER JOIN int_series AS s
    ON s.series_id = p.series_id AND s.as_of > p.window_start AND s.as_of <= p.as_of
  UNION ALL
  SELECT
    p.as_of AS month,
    s.*
  FROM int_points AS p
  INNER JOIN int_series AS s ON s.series_id = p.series_id AND s.as_of IS NULL AND p.as_of IS NULL
),

largest AS (
  SELECT
    series_id,
    month,
    CASE WHEN top[1] >= 10 * top[2] AND top[2] <= 1.25 * top[3] THEN top[2] ELSE top[1] END
    / CASE WHEN extent = 'stock' THEN 10 ELSE 100 END AS least
  FROM (
    SELECT
      series_id,
      month,
      extent,
      max(value, 3) AS top
    FROM (
      SELECT
        series_id,
        month,
        extent,
        max(value_best) AS value
      FROM inside
      WHERE unit = 'person' AND left_out_reason IS NULL
      GROUP BY series_id, month, extent, cluster_id
    )
    GROUP BY series_id, month, extent
  )
),

sized AS (
  SELECT
    i.* EXCLUDE (left_out_reason),
    coalesce(
      i.left_out_reason,
      CASE
        WHEN coalesce(i.value_high, i.value_best, i.value_low) >= l.least THEN NULL
        WHEN i.extent = 'stock' AND l.least IS NOT NULL THEN 'group_of_force'
        WHEN l.least IS NOT NULL THEN 'counts_else'
      END
    ) AS left_out_reason
  FROM inside AS i
  LEFT JOIN largest AS l ON l.series_id = i.series_id AND l.month IS NOT DISTINCT FROM i.month
),

voiced AS (
  SELECT
    *,
    unnest(origin_keys) AS origin_key,
    unnest(origin_sides) AS side,
    unnest(origin_reliabilities) AS letter
  FROM sized
),

ranked AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY series_id, month, origin_key
      ORDER BY
        left_out_reason IS NOT NULL,
        as_of DESC NULLS LAST,
        published_on DESC NULLS LAST,
        confidence DESC,
        coalesce(value_best, value_low, value_high) DESC NULLS LAST,
        fact_id
    ) AS place_of_origin,
    CASE
      WHEN comparator = '=' AND value_best >= 10 AND value_best % 10 = 0 THEN
        least(
          0.1 * value_best,
          greatest(
            0.025 * value_best,
            power(
              10,
              length(CAST(CAST(value_best AS BIGINT) AS VARCHAR)) - length(rtrim(CAST(CAST(value_best AS BIGINT) AS VARCHAR), '0'))
            ) / 2
          )
        )
      ELSE 0
    END AS tolerance
  FROM voiced
)

SELECT
  series_id,
  series_group,
  month,
  fact_id,
  origin_key,
  side,
  letter,
  CASE letter WHEN 'a' THEN 1.0 WHEN 'b' THEN 0.8 WHEN 'c' THEN 0.6 WHEN 'd' THEN 0.4 WHEN 'e' THEN 0.2 ELSE 0.3 END AS weight,
  as_of,
  value_low,
  value_best,
  value_high,
  coalesce(value_best, nullif(value_low, 0)) AS value_reported,
  coalesce(value_low - tolerance, 0) AS agree_low,
  coalesce(value_high + tolerance, CAST('inf' AS DOUBLE)) AS agree_high,
  left_out_reason IS NULL AND place_of_origin = 1 AS is_vote,
  coalesce(left_out_reason, CASE WHEN place_of_origin > 1 THEN 'older_of_same_origin' END) AS reason,
  count_basis,
  n_articles,
  n_relays,
  is_part OR is_narrower AS is_part,
  period_start,
  period_end,
  place_name
FROM ranked
