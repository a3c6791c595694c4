-- One row per force (a state or a group): its latest estimates of personnel side by side, as The Military Balance has them.
--
-- Each number is the best reading of the newest estimate of that measure and service for the whole force; unknown stays
-- empty. Active, reserve and paramilitary strength are never added up.
-- column subject: ISO 3166 alpha-3 of the state, or the group's short name
-- column subject_name: name
-- column active: serving personnel [persons]
-- column active_low: lower bound of active [persons]
-- column active_high: upper bound of active [persons]
-- column active_as_of: month that active is for; NULL for figures without a date
-- column active_grade: grade of the estimate of active
-- column army: active personnel of the army [persons]
-- column navy: active personnel of the navy [persons]
-- column air_force: active personnel of the air force [persons]
-- column marines: active personnel of the marines [persons]
-- column strategic_forces: active personnel of strategic or missile forces [persons]
-- column special_forces: active personnel of special forces [persons]
-- column cyber: active personnel of cyber forces [persons]
-- column other_services: active personnel of other services that a text names [persons]
-- column residual: active less all of its services: in none that is named [persons]
-- column reserve: reservists [persons]
-- column paramilitary: paramilitary forces [persons]
-- column total_unspecified: size where active or reserve is not said, fighters of a group [persons]
-- column deployed_abroad: troops present in other countries, summed over the latest estimate for each [persons]
-- column estimate_ids: estimates used
WITH latest AS (
  SELECT
    e.*,
    coalesce(e.best, e.low, e.high) AS value,
    e.place IS NOT NULL AND e.place <> e.subject AS is_abroad,
    row_number() OVER (
      PARTITION BY e.subject, e.measure, e.service, CASE WHEN e.place IS NOT NULL AND e.place <> e.subject THEN e.place END
      ORDER BY e.as_of DESC NULLS LAST, e.n_origins DESC, e.n_articles DESC, e.estimate_id
    ) AS rank
  FROM main.est_military_strength AS e
  WHERE
    e.subject IS NOT NULL
    AND e.unit = 'person'
    AND e.extent = 'stock'
    AND e.measure IN ('strength.active', 'strength.reserve', 'strength.paramilitary', 'strength.total', 'deployment.present')
),

chosen AS (
  SELECT * FROM latest WHERE rank = 1 AND (NOT is_abroad OR measure = 'deployment.present')
),

wide AS (
  SELECT
    subject,
    max(subject_name) AS subject_name,
    max(value) FILTER (WHERE measure = 'strength.active' AND service IS NULL) AS active,
    max(low) FILTER (WHERE measure = 'strength.active' AND service IS NULL) AS active_low,
    max(high) FILTER (WHERE measure = 'strength.active' AND service IS NULL AND NOT high_open) AS active_high,
    max(as_of) FILTER (WHERE measure = 'strength.active' AND service IS NULL) AS active_as_of,
    max(grade) FILTER (WHERE measure = 'strength.active' AND service IS NULL) AS active_grade,
    max(value) FILTER (WHERE measure = 'strength.active' AND service = 'army') AS army,
    max(value) FILTER (WHERE measure = 'strength.active' AND service = 'navy') AS navy,
    max(value) FILTER (WHERE measure = 'strength.active' AND service = 'air_force') AS air_force,
    max(value) FILTER (WHERE measure = 'strength.active' AND service = 'marines') AS marines,
    max(value) FILTER (WHERE measure = 'strength.active' AND service IN ('strategic_forces', 'missile_forces')) AS strategic_forces,
    max(value) FILTER (WHERE measure = 'strength.active' AND service = 'special_forces') AS special_forces,
    max(value) FILTER (WHERE measure = 'strength.active' AND service = 'cyber') AS cyber,
    sum(value) FILTER (
      WHERE measure = 'strength.active'
      AND service NOT IN (
        'army', 'navy', 'air_force', 'marines', 'strategic_forces', 'missile_forces', 'special_forces', 'cyber'
      )
    ) AS other_services,
    sum(value) FILTER (WHERE measure = 'strength.active' AND service IS NOT NULL) AS services,
    max(value) FILTER (WHERE measure = 'strength.reserve' AND service IS NULL) AS reserve,
    max(value) FILTER (WHERE measure = 'strength.paramilitary' AND service IS NULL) AS paramilitary,
    max(value) FILTER (WHERE measure = 'strength.total' AND service IS NULL) AS total_unspecified,
    sum(value) FILTER (WHERE measure = 'deployment.present' AND is_abroad AND service IS NULL) AS deployed_abroad,
    list(estimate_id ORDER BY measure, service, estimate_id) AS estimate_ids
  FROM chosen
  GROUP BY subject
)

SELECT
  subject,
  subject_name,
  active,
  active_low,
  active_high,
  active_as_of,
  active_grade,
  army,
  navy,
  air_force,
  marines,
  strategic_forces,
  special_forces,
  cyber,
  other_services,
  active - services AS residual,
  reserve,
  paramilitary,
  total_unspecified,
  deployed_abroad,
  estimate_ids
FROM wide
