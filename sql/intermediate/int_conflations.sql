-- One row per fact that gives as killed what another report gives as killed or wounded, or as casualties.
--
-- The same force, places, towns and populations that do not differ (a force's own country says little of the place), spans
-- that overlap where both are known, a number within two per cent and of at least one hundred (small ones agree by
-- chance), no single incident, and the other report no later. The other report may be in the same article: a headline of dead over a body of casualties. A number of dead
-- that two independent origins give is flagged and yet kept in estimates: then it is the other report that is loose.
WITH live AS (
  SELECT * FROM int_facts_new
  UNION ALL
  SELECT * EXCLUDE (conflated_with, is_conflated) FROM int_facts_near
  WHERE cluster_id NOT IN (SELECT cluster_id FROM scope_clusters)
),

counted AS (
  SELECT
    fact_id,
    measure,
    subject,
    nullif(place, subject) AS place,
    town,
    nullif(population, 'unknown') AS population,
    period_start,
    period_end,
    as_of,
    origin_keys,
    coalesce(value_best, value_stated) AS value,
    CAST(floor(ln(coalesce(value_best, value_stated)) / 0.02) AS BIGINT) AS bucket
  FROM live
  WHERE
    measure IN ('casualties.killed', 'casualties.killed_or_wounded', 'casualties.total')
    AND unit = 'person'
    AND subject IS NOT NULL
    AND extent <> 'incident'
    AND is_asserted
    AND coalesce(value_best, value_stated) >= 100
),

wider AS (
  SELECT
    measure,
    subject,
    place,
    town,
    population,
    period_start,
    period_end,
    value,
    unnest([bucket - 1, bucket, bucket + 1]) AS near_bucket,
    as_of,
    fact_id
  FROM (
    SELECT
      measure,
      subject,
      place,
      town,
      population,
      period_start,
      period_end,
      value,
      bucket,
      min(coalesce(as_of, DATE '0001-01-01')) AS as_of,
      arg_min(fact_id, (coalesce(as_of, DATE '0001-01-01'), fact_id)) AS fact_id
    FROM counted
    WHERE measure <> 'casualties.killed'
    GROUP BY ALL
  ) AS earliest
),

flagged AS (
  SELECT
    k.fact_id,
    arg_min(w.fact_id, (abs(w.value - k.value), w.as_of, w.fact_id)) AS conflated_with
  FROM counted AS k
  INNER JOIN wider AS w
    ON
      w.subject = k.subject
      AND w.near_bucket = k.bucket
      AND abs(w.value - k.value) <= 0.02 * w.value
      AND (w.place = k.place OR w.place IS NULL OR k.place IS NULL)
      AND (w.town = k.town OR w.town IS NULL OR k.town IS NULL)
      AND (w.population = k.population OR w.population IS NULL OR k.population IS NULL)
      AND coalesce(w.period_start <= k.period_end, true)
      AND coalesce(k.period_start <= w.period_end, true)
      AND (w.as_of <= k.as_of OR k.as_of IS NULL)
  WHERE k.measure = 'casualties.killed'
  GROUP BY k.fact_id
),

voices AS (
  SELECT DISTINCT
    subject,
    value,
    near_bucket,
    unnest(origin_keys) AS origin_key
  FROM (
    SELECT
      subject,
      value,
      origin_keys,
      unnest([bucket - 1, bucket, bucket + 1]) AS near_bucket
    FROM counted
    WHERE measure = 'casualties.killed'
  ) AS killed
)

SELECT
  f.fact_id,
  f.conflated_with,
  count(DISTINCT v.origin_key) < 2 AS is_conflated
FROM flagged AS f
INNER JOIN counted AS k ON k.fact_id = f.fact_id
LEFT JOIN voices AS v ON v.subject = k.subject AND v.near_bucket = k.bucket AND abs(v.value - k.value) <= 0.02 * v.value
GROUP BY f.fact_id, f.conflated_with
