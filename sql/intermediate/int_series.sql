-- One row per fact of the groups that this run touches, with the series of figures that it competes in.
-- phase: groups
--
-- Figures compete when measure, unit, subject, service, population, place and extent agree (the group), and: totals
-- have one start year and one town or none, since what one town lost is no total of its country; stocks have one town or
-- none, since those in a town are not all who are in its country; periods are the same, with one town or none; incidents
-- are on one day and no two places are named, else at one place. Narrower groups (children, generals) compete with their
-- like, and are presumed to be among all those of the same key. What has no day competes inside its article only:
-- figures without one, incidents of which no more than a week is known, and figures of nobody nowhere.
WITH timed AS (
  SELECT
    *,
    coalesce(period_end, period_start) AS event_day,
    period_end - period_start < 7 IS NOT FALSE AS is_near_day,
    CASE WHEN as_of IS NULL THEN cluster_id END AS undated_in
  FROM int_facts_scoped
  WHERE series_group IN (SELECT series_group FROM batch_groups)
),

split AS (
  SELECT
    *,
    CASE
      WHEN min(lower(place_name)) OVER same_day <> max(lower(place_name)) OVER same_day THEN coalesce(lower(place_name), '')
    END AS event_place
  FROM timed
  WINDOW same_day AS (PARTITION BY series_group, event_day)
),

keyed AS (
  SELECT
    *,
    CASE
      WHEN subject IS NULL AND place IS NULL THEN cluster_id
      WHEN extent = 'stock' THEN concat_ws(' ', undated_in, town)
      WHEN extent = 'cumulative' THEN concat_ws(' ', undated_in, year(period_start), town)
      WHEN extent = 'period' AND event_day IS NULL THEN concat_ws(' ', cluster_id, town)
      WHEN extent = 'period' THEN concat_ws(' ', coalesce(period_start, event_day), event_day, town)
      WHEN extent = 'incident' AND (event_day IS NULL OR NOT is_near_day)
        THEN concat_ws(' ', cluster_id, event_day, lower(place_name))
      WHEN extent = 'incident' THEN concat_ws(' ', event_day, event_place)
    END AS series_key
  FROM split
),

numbered AS (
  SELECT
    * EXCLUDE (event_day, is_near_day, undated_in, event_place, series_key),
    'ser_' || left(md5(concat_ws('|', series_group, coalesce(series_key, '?'), counted)), 16) AS series_id,
    counted IS NOT NULL AND bool_or(counted IS NULL AND is_asserted) OVER (PARTITION BY series_group, series_key) AS is_narrower
  FROM keyed
),

judged AS (
  SELECT
    n.*,
    CASE
      WHEN NOT n.is_asserted THEN n.modality
      WHEN n.is_conflated THEN 'conflated'
      WHEN t.fact_id IS NOT NULL THEN 'part_of_total'
      WHEN a.fact_id IS NOT NULL THEN 'additional'
      WHEN coalesce(n.value_best, n.value_low, n.value_high) IS NULL THEN 'no_number'
      WHEN n.confidence < 0.3 THEN 'low_confidence'
    END AS left_out_reason
  FROM numbered AS n
  LEFT JOIN numbered AS t ON t.fact_id = n.part_of_fact_id AND t.series_id = n.series_id
  LEFT JOIN numbered AS a ON a.fact_id = n.additional_to_fact_id AND a.series_id = n.series_id
)

SELECT
  *,
  row_number() OVER (
    PARTITION BY series_id
    ORDER BY
      (left_out_reason IS NULL AND value_best IS NOT NULL) DESC,
      as_of DESC NULLS LAST,
      published_on DESC NULLS LAST,
      confidence DESC,
      value_best DESC NULLS LAST,
      fact_id
  ) = 1 AS is_latest,
  'stm_' || left(
    md5(concat_ws(
      '|', series_id, is_asserted, coalesce(value_stated, -1), coalesce(value_low, -1), coalesce(value_high, -1),
      array_to_string(origin_keys, ';')
    )),
    16
  ) AS statement_id
FROM judged
