-- One row per series and as-of month: the reconciled range of what the origins say, by the rules of the method page.
-- phase: groups
-- kind: history by series_group in batch_groups
-- column estimate_id: identifier of series and as_of
-- column fact: fact table of the measure; one of: strength, casualties
-- column measure: what is counted; see dim_measure
-- column unit: persons or formations; never converted
-- column subject: whose force, or who suffered: ISO 3166 alpha-3 or a group's short name; NULL if unsaid
-- column subject_name: name of the subject
-- column service: branch when stated; NULL for the whole force
-- column population: who is counted; one of: military, civilian, mixed, unknown
-- column place: ISO 3166 alpha-3 of where it happened or where the force is; NULL if unsaid
-- column extent: what span the figures sum over; one of: stock, incident, cumulative, period
-- column as_of: last day of the month whose window the figures are in; NULL for figures without a date
-- column period_start: first day that the figures used cover
-- column period_end: last day that the figures used cover
-- column place_name: words that name the place in a figure used
-- column low: lowest lower bound of the figures used, not below the floor [count]
-- column best: reconciled best reading; NULL where no figure used has one [count]
-- column high: highest upper bound given; with high_open the true value may be above it [count]
-- column high_open: a figure used has no upper bound
-- column floor: for totals, the highest lower bound given before the window [count]
-- column acled: ACLED's choice: the lowest reported figure [count]
-- column gtd: GTD's choice: the most recent credible source's, else the majority's, else the lowest figure [count]
-- column weighted: weighted median of the votes, weights by reliability a 1, b .8, c .6, d .4, e .2, f .3 [count]
-- column n_claims: facts used, each one article or its copies [facts]
-- column n_articles: articles that say these, copies included [articles]
-- column n_relays: relays that passed these on [sources]
-- column n_origins: independent origins, one vote each [sources]
-- column best_own: median of the best readings of the subject's own side [count]
-- column best_adversary: median of those of adversaries and their allies [count]
-- column best_third_party: median of those of third parties [count]
-- column fold: highest best reading over the lowest; 1 is agreement [ratio]
-- column log_sd: standard deviation of the natural logarithms of the best readings
-- column overlap: shared part of all intervals over their whole span, 0 to 1; NULL where one has no upper bound [ratio]
-- column grade: confirmed (own side or a named or visual count), fair (two known origins or more agree), weak (one, or outlets unknown), contested (fold above 2, sides disjoint, or adversaries alone)
-- column rule: R0 one origin, R1 median of a majority that agrees, R2 weighted median, R3 lowest bound, floor (no figure in the window); +floor where the floor raised low, +fall where the figures are below the floor
-- column claim_ids: claims used: the facts' representatives, by fact_id
-- column claim_ids_left_out: claims of the series inside the window that are not used
-- column reasons_left_out: why, in the order of claim_ids_left_out: denied, planned, hypothetical, conflated, part_of_total, additional, no_number, low_confidence, group_of_force, counts_else, older_of_same_origin
-- column is_additive: may be added to every other additive estimate of the same measure and unit: incidents, no parts
-- column series_id: series of comparable figures
-- column series_group: measure, unit, subject, service, population, place and extent as one key
-- column valid_from: when the warehouse began to say so [UTC]
-- column valid_to: when it ceased to say so; NULL for what it says now [UTC]
-- column retired_reason: why it ceased; one of: figures (other figures), rules (other rules, words or entities)
WITH used AS (
  SELECT
    series_id,
    month,
    count(*) AS n_origins,
    count(*) FILTER (WHERE origin_key NOT LIKE 'article %') AS n_known,
    count(value_best) AS n_best,
    min(value_low) AS low,
    max(coalesce(value_high, value_best, value_low)) AS high,
    bool_or(value_high IS NULL) AS high_open,
    min(value_low) FILTER (WHERE value_low > 0) AS lowest,
    min(value_reported) AS acled,
    max(value_best) AS most,
    min(value_best) AS least,
    stddev_samp(ln(value_best)) FILTER (WHERE value_best > 0) AS log_sd,
    CASE
      WHEN max(agree_high) = CAST('inf' AS DOUBLE) THEN NULL
      WHEN max(agree_high) = min(agree_low) THEN 1.0
      ELSE greatest(0, min(agree_high) - max(agree_low)) / (max(agree_high) - min(agree_low))
    END AS overlap,
    quantile_disc(value_best, 0.5) FILTER (WHERE side = 'own') AS best_own,
    quantile_disc(value_best, 0.5) FILTER (WHERE side IN ('adversary', 'ally_of_adversary')) AS best_adversary,
    quantile_disc(value_best, 0.5) FILTER (WHERE side = 'third_party') AS best_third_party,
    bool_and(side IN ('adversary', 'ally_of_adversary')) AS is_adversary_only,
    bool_or(side = 'own') AS has_own,
    bool_or(count_basis IS NOT NULL) AS has_count,
    max(agree_high) FILTER (WHERE side = 'own') AS own_high,
    min(agree_low) FILTER (WHERE side = 'own') AS own_low,
    max(agree_high) FILTER (WHERE side IN ('adversary', 'ally_of_adversary')) AS adversary_high,
    min(agree_low) FILTER (WHERE side IN ('adversary', 'ally_of_adversary')) AS adversary_low
  FROM int_votes
  WHERE is_vote
  GROUP BY series_id, month
),

by_fact AS (
  SELECT
    series_id,
    month,
    fact_id,
    bool_or(is_vote) AS is_used,
    min(reason) AS reason,
    any_value(n_articles) AS n_articles,
    any_value(n_relays) AS n_relays,
    any_value(is_part) AS is_part,
    any_value(period_start) AS period_start,
    any_value(period_end) AS period_end,
    any_value(place_name) AS place_name
  FROM int_votes
  GROUP BY series_id, month, fact_id
),

listed AS (
  SELECT
    series_id,
    month,
    count(*) FILTER (WHERE is_used) AS n_claims,
    CAST(sum(n_articles) FILTER (WHERE is_used) AS BIGINT) AS n_articles,
    CAST(sum(n_relays) FILTER (WHERE is_used) AS BIGINT) AS n_relays,
    bool_and(is_part) FILTER (WHERE is_used) AS is_part,
    min(period_start) FILTER (WHERE is_used) AS period_start,
    max(period_end) FILTER (WHERE is_used) AS period_end,
    max(place_name) FILTER (WHERE is_used) AS place_name,
    coalesce(list(fact_id ORDER BY fact_id) FILTER (WHERE is_used), []) AS claim_ids,
    coalesce(list(fact_id ORDER BY fact_id) FILTER (WHERE NOT is_used), []) AS claim_ids_left_out,
    coalesce(list(reason ORDER BY fact_id) FILTER (WHERE NOT is_used), []) AS reasons_left_out
  FROM by_fact
  GROUP BY series_id, month
),

chosen AS (
  SELECT
    p.series_id,
    p.series_group,
    p.as_of,
    u.*  EXCLUDE (series_id, month),
    f.floor,
    m.weighted,
    m.gtd,
    CASE
      WHEN u.n_origins IS NULL THEN 'floor'
      WHEN u.n_best = 0 THEN 'R3'
      WHEN u.n_origins = 1 THEN 'R0'
      WHEN j.n_agree * 2 > u.n_origins AND j.best IS NOT NULL THEN 'R1'
      ELSE 'R2'
    END AS base_rule,
    CASE
      WHEN u.n_best = 0 THEN u.lowest
      WHEN u.n_origins = 1 THEN u.most
      WHEN j.n_agree * 2 > u.n_origins AND j.best IS NOT NULL THEN j.best
      ELSE m.weighted
    END AS best
  FROM int_points AS p
  LEFT JOIN used AS u ON u.series_id = p.series_id AND u.month IS NOT DISTINCT FROM p.as_of
  LEFT JOIN int_majorities AS j ON j.series_id = p.series_id AND j.month IS NOT DISTINCT FROM p.as_of
  LEFT JOIN int_medians AS m ON m.series_id = p.series_id AND m.month IS NOT DISTINCT FROM p.as_of
  LEFT JOIN int_floors AS f ON f.series_id = p.series_id AND f.month = p.as_of
),

floored AS (
  SELECT
    *,
    floor IS NOT NULL AND floor > coalesce(best, CASE WHEN NOT high_open THEN high END) AS is_fall
  FROM chosen
)

SELECT
  'est_' || left(md5(concat_ws('|', c.series_id, coalesce(CAST(c.as_of AS VARCHAR), '?'))), 16) AS estimate_id,
  a.fact,
  a.measure,
  a.unit,
  a.subject,
  a.subject_name,
  a.service,
  a.population,
  a.place,
  a.extent,
  c.as_of,
  l.period_start,
  l.period_end,
  l.place_name,
  CASE WHEN c.is_fall THEN c.low ELSE greatest(c.low, c.floor) END AS low,
  c.best,
  c.high,
  coalesce(c.high_open, true) AS high_open,
  c.floor,
  c.acled,
  c.gtd,
  c.weighted,
  l.n_claims,
  coalesce(l.n_articles, 0) AS n_articles,
  coalesce(l.n_relays, 0) AS n_relays,
  coalesce(c.n_origins, 0) AS n_origins,
  c.best_own,
  c.best_adversary,
  c.best_third_party,
  round(c.most / nullif(c.least, 0), 3) AS fold,
  round(c.log_sd, 3) AS log_sd,
  round(c.overlap, 3) AS overlap,
  CASE
    WHEN c.n_origins IS NULL THEN 'weak'
    WHEN c.most > 2 * c.least OR c.own_high < c.adversary_low OR c.adversary_high < c.own_low THEN 'contested'
    WHEN c.has_own OR c.has_count THEN 'confirmed'
    WHEN c.is_adversary_only THEN 'contested'
    WHEN c.n_known > 1 AND c.base_rule = 'R1' THEN 'fair'
    ELSE 'weak'
  END AS grade,
  c.base_rule || CASE WHEN c.is_fall THEN '+fall' WHEN c.floor > c.low THEN '+floor' ELSE '' END AS rule,
  l.claim_ids,
  l.claim_ids_left_out,
  l.reasons_left_out,
  (
    r.over_time = 'yes' AND a.extent = 'incident' AND c.best IS NOT NULL AND NOT coalesce(l.is_part, false)
  ) AS is_additive,
  c.series_id,
  c.series_group
FROM floored AS c
INNER JOIN listed AS l ON l.series_id = c.series_id AND l.month IS NOT DISTINCT FROM c.as_of
INNER JOIN (
  SELECT
    series_id,
    any_value(fact) AS fact,
    any_value(measure) AS measure,
    any_value(unit) AS unit,
    any_value(subject) AS subject,
    max(subject_name) AS subject_name,
    any_value(service) AS service,
    any_value(population) AS population,
    any_value(place) AS place,
    any_value(extent) AS extent
  FROM int_series
  GROUP BY series_id
) AS a ON a.series_id = c.series_id
INNER JOIN ref_measures AS r ON r.measure = a.measure
WHERE c.n_origins IS NOT NULL OR c.floor IS NOT NULL
