-- One row per fact: a figure of a measure, said by one article or its copies; what fct_* and the estimates are made of.
-- phase: groups
-- kind: kept by series_group in batch_groups
-- column fact_id: identifier: the claim_id of the statement that represents the fact
-- column fact: fact table; one of: strength, casualties, equipment
-- column measure: what is counted; see dim_measure
-- column unit: persons, formations or a class of equipment; see claims.unit
-- column subject: whose force, or who suffered: ISO 3166 alpha-3 or a group's short name; NULL if unsaid
-- column subject_name: name of the subject
-- column population: who is counted; one of: military, civilian, mixed, unknown; NULL for equipment
-- column service: branch when stated: army, navy, air_force, marines, cyber, police, ...
-- column counted: narrower group of people that a figure of casualties counts (children, generals, prisoners, ...); NULL where it
--   counts all of its population
-- column perpetrator: who inflicted it or, for deliveries, the donor; codes as for subject
-- column place: ISO 3166 alpha-3 of where it happened or where the force is
-- column place_name: the words that name the place, verbatim
-- column town: the town that place_name names, in lower case; NULL for regions and countries
-- column number_text: the number words, verbatim
-- column comparator: relation of the true value to the number; see claims.comparator
-- column value_stated: the number as stated; NULL for ranges, vague words and explicit none [count]
-- column value_low: lower bound after bounds rule; NULL where the words give none [count]
-- column value_best: best reading; NULL where the words give none (ranges, up to, vague) [count]
-- column value_high: upper bound after bounds rule; NULL where the words give none [count]
-- column low_open: the lower bound is excluded
-- column high_open: the upper bound is excluded, or there is none
-- column period_start: first day that the figure covers
-- column period_end: last day that the figure covers
-- column period_basis: how the period was found
-- column extent: what span the figure sums over; one of: stock, incident, cumulative, period
-- column as_of: day that the figure speaks of: the end of its period, else the day of publication; NULL where unknown
-- column as_of_basis: where as_of comes from; one of: period, published, none
-- column modality: how it is put; one of: asserted, estimated, denied, planned, hypothetical
-- column is_asserted: somebody says that it is so: asserted or estimated; others never enter totals
-- column part_of_fact_id: fact of the same article whose figure includes this one
-- column additional_to_fact_id: fact of the same article that this one comes on top of
-- column is_part: a fact of the same measure and unit includes it: never add both
-- column is_leaf: no other fact is a stated part of it
-- column is_additive: may be added to every other additive fact of the same measure and unit: one asserted figure per incident, no parts, no
--   narrower group beside a figure of all
-- column origin: verbatim names of who the figure comes from; empty if the outlet itself
-- column relay: verbatim names of who passed it on
-- column origin_class: class of the first origin
-- column origin_keys: keys of its independent origins; unnamed ones through one relay are one
-- column origin_sides: side of each origin relative to the subject, in the order of origin_keys
-- column origin_reliabilities: Admiralty letter of each origin, in the order of origin_keys
-- column origin_side: own if an origin is, else third_party, adversary, ally_of_adversary, unknown
-- column reliability: best Admiralty letter among the origins, a (reliable) to e (unreliable), f cannot be judged
-- column count_basis: how the origin counts where it always does so; one of: named_list, visual_confirmation
-- column publisher: outlet of the article
-- column published_on: day of publication [UTC]
-- column evidence: the sentence, verbatim
-- column article_id: article of the statement that represents the fact
-- column sentence_id: sentence of it
-- column number_start: first character of the number in articles.text [code points]
-- column number_end: one past the last character [code points]
-- column cluster_id: first article of the copies and revisions that say it
-- column in_headline: a headline says it too
-- column confidence: probability that figure, measure and subject are right [0 to 1]
-- column n_claims: claims folded into the fact: restatements in one article and in its copies [claims]
-- column n_articles: articles that say it, copies included [articles]
-- column n_relays: different relays that passed it on [sources]
-- column n_origins: independent origins [sources]
-- column n_articles_alike: articles with the same figure from the same origins in the same series, copies included [articles]
-- column first_seen_at: earliest publication of a statement of it, else when it was read [UTC]
-- column last_seen_at: latest publication of a statement of it, else when it was read [UTC]
-- column claim_ids: the claims folded into the fact
-- column statement_id: the same for facts of different articles with one figure from the same origins in one series
-- column series_id: series of figures that it competes in; see estimates
-- column series_group: measure, unit, subject, service, population, place and extent as one key
-- column kin_group: measure, unit, subject, service and population as one key
-- column conflated_with: fact that gives the same number as killed or wounded, or as casualties
-- column is_conflated: it is left out of estimates for that reason: no second origin says killed
-- column left_out_reason: why it has no vote in estimates; NULL where it may have one
WITH alike AS (
  SELECT
    statement_id,
    CAST(sum(n_articles) AS BIGINT) AS n_articles_alike
  FROM int_series
  GROUP BY statement_id
)

SELECT
  s.fact_id,
  s.fact,
  s.measure,
  s.unit,
  s.subject,
  s.subject_name,
  s.population,
  s.service,
  s.counted,
  s.perpetrator,
  s.place,
  s.place_name,
  s.town,
  c.number_text,
  s.comparator,
  s.value_stated,
  s.value_low,
  s.value_best,
  s.value_high,
  s.low_open,
  s.high_open,
  s.period_start,
  s.period_end,
  c.period_basis,
  s.extent,
  s.as_of,
  s.as_of_basis,
  s.modality,
  s.is_asserted,
  s.part_of_fact_id,
  s.additional_to_fact_id,
  s.is_part,
  s.is_leaf,
  (
    m.over_time = 'yes'
    AND s.extent = 'incident'
    AND NOT s.is_part
    AND NOT s.is_narrower
    AND s.is_asserted
    AND NOT s.is_conflated
    AND s.value_best IS NOT NULL
    AND s.confidence >= 0.3
    AND (s.is_latest OR coalesce(s.left_out_reason = 'additional', false))
  ) AS is_additive,
  c.origin,
  c.relay,
  c.origin_class,
  s.origin_keys,
  s.origin_sides,
  s.origin_reliabilities,
  s.origin_side,
  s.reliability,
  s.count_basis,
  c.publisher,
  s.published_on,
  c.evidence,
  c.article_id,
  c.sentence_id,
  c.number_start,
  c.number_end,
  s.cluster_id,
  s.in_headline,
  s.confidence,
  s.n_claims,
  s.n_articles,
  s.n_relays,
  s.n_origins,
  a.n_articles_alike,
  s.first_seen_at,
  s.last_seen_at,
  s.claim_ids,
  s.statement_id,
  s.series_id,
  s.series_group,
  s.kin_group,
  s.conflated_with,
  s.is_conflated,
  s.left_out_reason
FROM int_series AS s
INNER JOIN raw.claims AS c ON c.claim_id = s.fact_id AND c.valid_to IS NULL
INNER JOIN ref_measures AS m ON m.measure = s.measure
INNER JOIN alike AS a ON a.statement_id = s.statement_id
