-- One row per alert: something about facts or estimates that an analyst should look at before using them.
--
-- Nothing is corrected here. Alerts of severity info are findings that are in order, such as parts that fit their total,
-- or rest on a period that was inferred.
-- kind: kept by kin_group in int_scope_groups
-- column alert_id: identifier
-- column kind: parts_vs_total, conflation, period_conflict, killed_share_of_sent, impossible_value, cumulative_fall,
--   magnitude_outlier
-- column severity: how much it matters; one of: info, warning, error
-- column message: what was found, in words
-- column fact_id: fact that it is about; NULL for estimates
-- column estimate_id: estimate that it is about; NULL for facts
-- column other_fact_id: fact that it is compared with
-- column subject: subject of the fact
-- column subject_name: name of the subject
-- column measure: measure of the fact
-- column value: figure of the fact [count]
-- column other_value: figure that it is compared with [count]
-- column residual: what the total leaves to parts that are not named; below 0 where parts exceed it [count]
-- column ratio: value over other_value [ratio]
-- column as_of: day that the fact speaks of
-- column article_id: article of the fact; NULL for estimates
-- column kin_group: measure, unit, subject, service and population of the fact as one key
-- column claim_ids: claims to look at, the one it is about first, ten at most
WITH facts AS NOT MATERIALIZED (
  SELECT
    fact_id,
    measure,
    unit,
    subject,
    population,
    value_stated,
    value_low,
    value_best,
    value_high,
    coalesce(value_best, value_stated, value_low) AS value,
    place,
    town,
    period_start,
    period_end,
    coalesce(period_basis IN ('inherited', 'published'), false) AS is_inferred,
    extent,
    as_of,
    is_asserted,
    is_part,
    part_of_fact_id,
    number_start,
    conflated_with,
    is_conflated,
    left_out_reason,
    cluster_id,
    series_id,
    kin_group
  FROM model.facts
),

touched AS MATERIALIZED (
  SELECT * FROM facts
  WHERE kin_group IN (SELECT kin_group FROM int_scope_groups)
),

current AS MATERIALIZED (
  SELECT
    estimate_id,
    as_of,
    best,
    high,
    floor,
    n_origins,
    rule LIKE '%+fall' AS is_fall,
    claim_ids,
    series_id
  FROM model.estimates
  WHERE
    valid_to IS NULL
    AND (rule LIKE '%+fall' OR n_origins > 2)
    AND series_id IN (SELECT series_id FROM touched)
),

parts AS (
  SELECT
    t.fact_id,
    count(*) AS n_parts,
    sum(coalesce(p.value_low, p.value_best, 0)) AS low,
    sum(coalesce(p.value_best, p.value_low)) AS best,
    list(p.fact_id ORDER BY p.number_start, p.fact_id) AS fact_ids
  FROM facts AS p
  INNER JOIN touched AS t ON t.fact_id = p.part_of_fact_id AND t.measure = p.measure AND t.unit = p.unit
  WHERE p.is_part AND p.is_asserted AND t.is_asserted
  GROUP BY t.fact_id
),

parts_vs_total AS (
  SELECT
    'parts_vs_total' AS kind,
    CASE WHEN p.low > t.value_high THEN 'warning' ELSE 'info' END AS severity,
    false AS opens_with_number,
    printf(
      '%d parts add up to %s of a total of %s%s; %s',
      p.n_parts,
      format('{:,}', CAST(p.best AS BIGINT)),
      format('{:,}', CAST(t.value AS BIGINT)),
      CASE
        WHEN t.value_best IS NULL AND t.value_high > t.value THEN format(' to {:,}', CAST(t.value_high AS BIGINT))
        ELSE ''
      END,
      CASE
        WHEN p.low > t.value_high THEN 'they exceed it, so they overlap or belong to another total'
        WHEN p.best = t.value THEN 'nothing is missing'
        WHEN p.best > t.value THEN 'its range holds them'
        ELSE format('{:,} are in no named part', CAST(t.value - p.best AS BIGINT))
      END
    ) AS message,
    t.fact_id,
    CAST(NULL AS VARCHAR) AS estimate_id,
    p.fact_ids[1] AS other_fact_id,
    t.value,
    p.best AS other_value,
    t.value - p.best AS residual,
    t.as_of,
    list_prepend(t.fact_id, p.fact_ids[1:9]) AS claim_ids
  FROM parts AS p
  INNER JOIN touched AS t ON t.fact_id = p.fact_id
  WHERE t.value > 0 AND (p.n_parts > 1 OR p.low > t.value_high)
),

conflation AS (
  SELECT
    'conflation' AS kind,
    CASE WHEN k.is_conflated THEN 'error' ELSE 'info' END AS severity,
    true AS opens_with_number,
    printf(
      ' killed, where another report has %s as %s; %s',
      w.number_text,
      CASE w.measure WHEN 'casualties.total' THEN 'casualties' ELSE 'killed or wounded' END,
      CASE WHEN k.is_conflated THEN 'left out of estimates' ELSE 'a second origin says killed, so it is kept' END
    ) AS message,
    k.fact_id,
    CAST(NULL AS VARCHAR) AS estimate_id,
    w.fact_id AS other_fact_id,
    k.value,
    coalesce(w.value_best, w.value_stated, w.value_low) AS other_value,
    CAST(NULL AS DOUBLE) AS residual,
    k.as_of,
    [k.fact_id, w.fact_id] AS claim_ids
  FROM touched AS k
  INNER JOIN model.facts AS w ON w.fact_id = k.conflated_with
),

-- Round numbers below a thousand, and any of one digit and noughts, agree by chance. A period that was inherited proves
-- no conflict.
windows AS (
  SELECT
    fact_id,
    as_of,
    value,
    period_start,
    period_end,
    is_inferred,
    first_value(is_inferred) OVER same_figure AS is_first_inferred,
    first_value(fact_id) OVER same_figure AS first_fact_id,
    first_value(period_start) OVER same_figure AS first_start,
    first_value(period_end) OVER same_figure AS first_end
  FROM touched
  WHERE
    is_asserted
    AND extent IN ('period', 'cumulative')
    AND subject IS NOT NULL
    AND value_stated >= 100
    AND (value_stated >= 1000 OR value_stated % 50 <> 0)
    AND value_stated % power(10, floor(log10(value_stated))) <> 0
    AND period_start IS NOT NULL
    AND period_end IS NOT NULL
  WINDOW same_figure AS (
    PARTITION BY kin_group, place, town, value_stated
    ORDER BY period_start, period_end, fact_id
  )
),

period_conflict AS (
  SELECT
    'period_conflict' AS kind,
    CASE WHEN is_inferred OR is_first_inferred THEN 'info' ELSE 'warning' END AS severity,
    true AS opens_with_number,
    printf(
      ' for %s to %s, and the same figure for %s to %s',
      CAST(period_start AS VARCHAR), CAST(period_end AS VARCHAR), CAST(first_start AS VARCHAR), CAST(first_end AS VARCHAR)
    ) AS message,
    fact_id,
    CAST(NULL AS VARCHAR) AS estimate_id,
    first_fact_id AS other_fact_id,
    value,
    value AS other_value,
    CAST(NULL AS DOUBLE) AS residual,
    as_of,
    [fact_id, first_fact_id] AS claim_ids
  FROM windows
  WHERE period_start > first_end
),

-- A force, not a few men; told of near each other, at places and in periods that do not exclude each other (a force's
-- own country says little of the place).
shares AS (
  SELECT
    k.fact_id,
    k.value,
    k.as_of,
    s.fact_id AS sent_fact_id,
    s.value AS sent,
    k.is_inferred OR s.is_inferred AS is_inferred
  FROM touched AS k
  INNER JOIN facts AS s
    ON
      s.cluster_id = k.cluster_id
      AND s.subject = k.subject
      AND abs(s.number_start - k.number_start) <= 1500
      AND coalesce(nullif(s.place, s.subject) = nullif(k.place, k.subject), true)
      AND coalesce(s.town = k.town, true)
      AND coalesce(s.period_start <= k.period_end, true)
      AND coalesce(k.period_start <= s.period_end, true)
  WHERE
    k.measure = 'casualties.killed'
    AND k.population = 'military'
    AND k.extent <> 'incident'
    AND k.is_asserted
    AND s.measure = 'deployment.sent'
    AND s.unit = 'person'
    AND s.is_asserted
    AND s.value >= 100
  QUALIFY row_number() OVER (PARTITION BY k.fact_id ORDER BY s.value DESC, s.fact_id) = 1
),

killed_share AS (
  SELECT
    'killed_share_of_sent' AS kind,
    CASE WHEN value > sent AND NOT is_inferred THEN 'error' ELSE 'warning' END AS severity,
    true AS opens_with_number,
    printf(
      ' killed is %d %% of the %s sent: more than a quarter is rare',
      CAST(round(100 * value / sent) AS INTEGER), format('{:,}', CAST(sent AS BIGINT))
    ) AS message,
    fact_id,
    CAST(NULL AS VARCHAR) AS estimate_id,
    sent_fact_id AS other_fact_id,
    value,
    sent AS other_value,
    CAST(NULL AS DOUBLE) AS residual,
    as_of,
    [fact_id, sent_fact_id] AS claim_ids
  FROM shares
  WHERE value > 0.25 * sent
),

impossible AS (
  SELECT
    'impossible_value' AS kind,
    'error' AS severity,
    true AS opens_with_number,
    CASE
      WHEN f.value > m.max_plausible THEN printf(' is above what %s can be', lower(m.label))
      WHEN f.value < 0 THEN ' is below zero'
      ELSE ' counts things that do not come in fractions'
    END AS message,
    f.fact_id,
    CAST(NULL AS VARCHAR) AS estimate_id,
    CAST(NULL AS VARCHAR) AS other_fact_id,
    f.value,
    CAST(m.max_plausible AS DOUBLE) AS other_value,
    CAST(NULL AS DOUBLE) AS residual,
    f.as_of,
    [f.fact_id] AS claim_ids
  FROM touched AS f
  INNER JOIN ref_measures AS m ON m.measure = f.measure
  WHERE (f.value > m.max_plausible AND f.unit <> 'munition') OR f.value < 0 OR f.value_stated <> floor(f.value_stated)
),

falls AS (
  SELECT
    'cumulative_fall' AS kind,
    CASE WHEN coalesce(best, high) * 10 <= floor THEN 'info' ELSE 'warning' END AS severity,
    false AS opens_with_number,
    printf(
      'a total of %s by %s, where at least %s was given before: %s',
      format('{:,}', CAST(coalesce(best, high) AS BIGINT)), CAST(as_of AS VARCHAR),
      format('{:,}', CAST(floor AS BIGINT)),
      CASE WHEN coalesce(best, high) * 10 <= floor THEN 'it counts something else' ELSE 'a revision or another count' END
    ) AS message,
    claim_ids[1] AS fact_id,
    estimate_id,
    CAST(NULL AS VARCHAR) AS other_fact_id,
    coalesce(best, high) AS value,
    floor AS other_value,
    CAST(NULL AS DOUBLE) AS residual,
    as_of,
    claim_ids[1:10] AS claim_ids
  FROM current
  WHERE is_fall
),

-- Men at one spot are no whole force there: deployments are compared from a thousand men up.
outliers AS (
  SELECT
    'magnitude_outlier' AS kind,
    CASE WHEN f.is_inferred THEN 'info' ELSE 'warning' END AS severity,
    true AS opens_with_number,
    printf(
      ' is %s the estimate for %s, %s',
      CASE WHEN f.value > e.best THEN 'ten times or more' ELSE 'a tenth or less of' END,
      CAST(e.as_of AS VARCHAR),
      format('{:,}', CAST(e.best AS BIGINT))
    ) AS message,
    f.fact_id,
    e.estimate_id,
    CAST(NULL AS VARCHAR) AS other_fact_id,
    f.value,
    e.best AS other_value,
    CAST(NULL AS DOUBLE) AS residual,
    f.as_of,
    list_prepend(f.fact_id, list_filter(e.claim_ids, lambda id: id <> f.fact_id)[1:9]) AS claim_ids
  FROM touched AS f
  INNER JOIN current AS e ON e.series_id = f.series_id AND e.as_of = last_day(f.as_of)
  WHERE
    f.left_out_reason IS NULL
    AND f.value > 0
    AND e.n_origins > 2
    AND (f.value >= 10 * e.best OR f.value * 10 <= e.best)
    AND (f.measure NOT LIKE 'deployment.%' OR least(f.value, e.best) >= 1000)
),

found AS MATERIALIZED (
  SELECT * FROM parts_vs_total
  UNION ALL
  SELECT * FROM conflation
  UNION ALL
  SELECT * FROM period_conflict
  UNION ALL
  SELECT * FROM killed_share
  UNION ALL
  SELECT * FROM impossible
  UNION ALL
  SELECT * FROM falls
  UNION ALL
  SELECT * FROM outliers
)

SELECT
  'alt_' || left(md5(concat_ws('|', a.kind, a.fact_id, a.estimate_id, a.other_fact_id)), 16) AS alert_id,
  a.kind,
  a.severity,
  CASE WHEN a.opens_with_number THEN f.number_text || a.message ELSE a.message END AS message,
  a.fact_id,
  a.estimate_id,
  a.other_fact_id,
  f.subject,
  f.subject_name,
  f.measure,
  a.value,
  a.other_value,
  a.residual,
  round(a.value / nullif(a.other_value, 0), 4) AS ratio,
  a.as_of,
  CASE WHEN a.kind <> 'cumulative_fall' THEN f.article_id END AS article_id,
  f.kin_group,
  a.claim_ids
FROM found AS a
INNER JOIN model.facts AS f ON f.fact_id = a.fact_id
ORDER BY alert_id
