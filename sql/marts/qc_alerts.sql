-- One row per alert: something about facts or estimates that an analyst should look at before using them.
--
-- Nothing is corrected here. Alerts of severity info are findings that are in order, such as parts that fit their total.
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
    subject_name,
    service,
    population,
    number_text,
    number_start,
    value_stated,
    value_low,
    value_best,
    value_high,
    coalesce(value_best, value_stated, value_low) AS value,
    period_start,
    period_end,
    extent,
    as_of,
    is_asserted,
    is_part,
    part_of_fact_id,
    conflated_with,
    is_conflated,
    left_out_reason,
    article_id,
    cluster_id,
    series_id,
    kin_group
  FROM model.facts
),

touched AS MATERIALIZED (
  SELECT * FROM facts
  WHERE kin_group IN (SELECT kin_group FROM int_scope_groups)
),

beside AS MATERIALIZED (
  SELECT
    fact_id,
    measure,
    unit,
    subject,
    value_low,
    value_best,
    value,
    number_start,
    is_asserted,
    is_part,
    part_of_fact_id,
    cluster_id
  FROM facts
  WHERE (is_part OR measure = 'deployment.sent') AND cluster_id IN (SELECT cluster_id FROM touched)
),

parts AS (
  SELECT
    t.fact_id,
    count(*) AS n_parts,
    sum(coalesce(p.value_low, p.value_best, 0)) AS low,
    sum(coalesce(p.value_best, p.value_low)) AS best,
    list(p.fact_id ORDER BY p.number_start, p.fact_id) AS fact_ids
  FROM beside AS p
  INNER JOIN touched AS t ON t.fact_id = p.part_of_fact_id AND t.measure = p.measure AND t.unit = p.unit
  WHERE p.is_part AND p.is_asserted AND t.is_asserted
  GROUP BY t.fact_id
),

parts_vs_total AS (
  SELECT
    'parts_vs_total' AS kind,
    CASE WHEN p.low > t.value_high OR (p.low > t.value AND t.value_high IS NOT NULL) THEN 'warning' ELSE 'info' END AS severity,
    printf(
      '%d parts add up to %s of a total of %s; %s',
      p.n_parts,
      format('{:,}', CAST(p.best AS BIGINT)),
      format('{:,}', CAST(t.value AS BIGINT)),
      CASE
        WHEN p.low > t.value_high THEN 'they exceed it, so they overlap or belong to another total'
        ELSE format('{:,} are in no named part', CAST(greatest(t.value - p.best, 0) AS BIGINT))
      END
    ) AS message,
    t.fact_id,
    CAST(NULL AS VARCHAR) AS estimate_id,
    p.fact_ids[1] AS other_fact_id,
    t.value,
    p.best AS other_value,
    t.value - p.best AS residual,
    t.subject,
    t.subject_name,
    t.measure,
    t.as_of,
    t.article_id,
    t.kin_group,
    list_prepend(t.fact_id, p.fact_ids[1:9]) AS claim_ids
  FROM parts AS p
  INNER JOIN touched AS t ON t.fact_id = p.fact_id
  WHERE t.value > 0 AND (p.n_parts > 1 OR p.low > t.value_high)
),

conflation AS (
  SELECT
    'conflation' AS kind,
    CASE WHEN k.is_conflated THEN 'error' ELSE 'info' END AS severity,
    printf(
      '%s killed, where another report has %s as %s; %s',
      k.number_text,
      w.number_text,
      CASE w.measure WHEN 'casualties.total' THEN 'casualties' ELSE 'killed or wounded' END,
      CASE WHEN k.is_conflated THEN 'left out of estimates' ELSE 'a second origin says killed, so it is kept' END
    ) AS message,
    k.fact_id,
    CAST(NULL AS VARCHAR) AS estimate_id,
    w.fact_id AS other_fact_id,
    k.value,
    w.value AS other_value,
    CAST(NULL AS DOUBLE) AS residual,
    k.subject,
    k.subject_name,
    k.measure,
    k.as_of,
    k.article_id,
    k.kin_group,
    [k.fact_id, w.fact_id] AS claim_ids
  FROM touched AS k
  INNER JOIN facts AS w ON w.fact_id = k.conflated_with
),

windows AS (
  SELECT
    fact_id,
    subject,
    subject_name,
    measure,
    as_of,
    article_id,
    value,
    number_text,
    period_start,
    period_end,
    first_value(fact_id) OVER same_figure AS first_fact_id,
    first_value(period_start) OVER same_figure AS first_start,
    first_value(period_end) OVER same_figure AS first_end,
    kin_group
  FROM touched
  WHERE
    is_asserted
    AND extent IN ('period', 'cumulative')
    AND subject IS NOT NULL
    AND value_stated >= 100
    AND period_start IS NOT NULL
    AND period_end IS NOT NULL
  WINDOW same_figure AS (
    PARTITION BY measure, unit, subject, service, population, value_stated
    ORDER BY period_start, period_end, fact_id
  )
),

period_conflict AS (
  SELECT
    'period_conflict' AS kind,
    'warning' AS severity,
    printf(
      '%s for %s to %s, and the same figure for %s to %s',
      number_text, CAST(period_start AS VARCHAR), CAST(period_end AS VARCHAR), CAST(first_start AS VARCHAR),
      CAST(first_end AS VARCHAR)
    ) AS message,
    fact_id,
    CAST(NULL AS VARCHAR) AS estimate_id,
    first_fact_id AS other_fact_id,
    value,
    value AS other_value,
    CAST(NULL AS DOUBLE) AS residual,
    subject,
    subject_name,
    measure,
    as_of,
    article_id,
    kin_group,
    [fact_id, first_fact_id] AS claim_ids
  FROM windows
  WHERE period_start > first_end
),

sent AS (
  SELECT
    cluster_id,
    subject,
    arg_max(fact_id, (value, fact_id)) AS fact_id,
    max(value) AS value
  FROM beside
  WHERE measure = 'deployment.sent' AND unit = 'person' AND is_asserted AND subject IS NOT NULL AND value > 0
  GROUP BY cluster_id, subject
),

killed_share AS (
  SELECT
    'killed_share_of_sent' AS kind,
    CASE WHEN k.value > s.value THEN 'error' ELSE 'warning' END AS severity,
    printf(
      '%s killed is %d %% of the %s sent: more than a quarter is rare',
      k.number_text, CAST(round(100 * k.value / s.value) AS INTEGER), format('{:,}', CAST(s.value AS BIGINT))
    ) AS message,
    k.fact_id,
    CAST(NULL AS VARCHAR) AS estimate_id,
    s.fact_id AS other_fact_id,
    k.value,
    s.value AS other_value,
    CAST(NULL AS DOUBLE) AS residual,
    k.subject,
    k.subject_name,
    k.measure,
    k.as_of,
    k.article_id,
    k.kin_group,
    [k.fact_id, s.fact_id] AS claim_ids
  FROM touched AS k
  INNER JOIN sent AS s ON s.cluster_id = k.cluster_id AND s.subject = k.subject
  WHERE
    k.measure = 'casualties.killed'
    AND k.population = 'military'
    AND k.extent <> 'incident'
    AND k.is_asserted
    AND k.value > 0.25 * s.value
),

impossible AS (
  SELECT
    'impossible_value' AS kind,
    'error' AS severity,
    CASE
      WHEN f.value > m.max_plausible THEN printf('%s is above what %s can be', f.number_text, lower(m.label))
      WHEN f.value < 0 THEN printf('%s is below zero', f.number_text)
      ELSE printf('%s counts things that do not come in fractions', f.number_text)
    END AS message,
    f.fact_id,
    CAST(NULL AS VARCHAR) AS estimate_id,
    CAST(NULL AS VARCHAR) AS other_fact_id,
    f.value,
    CAST(m.max_plausible AS DOUBLE) AS other_value,
    CAST(NULL AS DOUBLE) AS residual,
    f.subject,
    f.subject_name,
    f.measure,
    f.as_of,
    f.article_id,
    f.kin_group,
    [f.fact_id] AS claim_ids
  FROM touched AS f
  INNER JOIN ref_measures AS m ON m.measure = f.measure
  WHERE f.value > m.max_plausible OR f.value < 0 OR f.value_stated <> floor(f.value_stated)
),

falls AS (
  SELECT
    'cumulative_fall' AS kind,
    'warning' AS severity,
    printf(
      'a total of %s by %s, where at least %s was given before: a revision or another count',
      format('{:,}', CAST(coalesce(e.best, e.high) AS BIGINT)), CAST(e.as_of AS VARCHAR),
      format('{:,}', CAST(e.floor AS BIGINT))
    ) AS message,
    e.claim_ids[1] AS fact_id,
    e.estimate_id,
    CAST(NULL AS VARCHAR) AS other_fact_id,
    coalesce(e.best, e.high) AS value,
    e.floor AS other_value,
    CAST(NULL AS DOUBLE) AS residual,
    e.subject,
    e.subject_name,
    e.measure,
    e.as_of,
    CAST(NULL AS VARCHAR) AS article_id,
    f.kin_group,
    e.claim_ids[1:10] AS claim_ids
  FROM model.estimates AS e
  INNER JOIN touched AS f ON f.fact_id = e.claim_ids[1]
  WHERE e.valid_to IS NULL AND e.rule LIKE '%+fall'
),

outliers AS (
  SELECT
    'magnitude_outlier' AS kind,
    'warning' AS severity,
    printf(
      '%s is %s the estimate for %s, %s',
      f.number_text,
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
    f.subject,
    f.subject_name,
    f.measure,
    f.as_of,
    f.article_id,
    f.kin_group,
    list_prepend(f.fact_id, list_filter(e.claim_ids, lambda id: id <> f.fact_id)[1:9]) AS claim_ids
  FROM touched AS f
  INNER JOIN model.estimates AS e
    ON e.series_id = f.series_id AND e.as_of IS NOT DISTINCT FROM last_day(f.as_of) AND e.valid_to IS NULL
  WHERE
    f.left_out_reason IS NULL
    AND f.value > 0
    AND e.n_origins > 2
    AND (f.value >= 10 * e.best OR f.value * 10 <= e.best)
),

found AS (
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
  a.message,
  a.fact_id,
  a.estimate_id,
  a.other_fact_id,
  a.subject,
  a.subject_name,
  a.measure,
  a.value,
  a.other_value,
  a.residual,
  round(a.value / nullif(a.other_value, 0), 4) AS ratio,
  a.as_of,
  a.article_id,
  a.kin_group,
  a.claim_ids
FROM found AS a
ORDER BY alert_id
