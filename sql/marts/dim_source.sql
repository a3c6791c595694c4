-- One row per source that a claim has as publisher, relay or origin, by name or entity.
-- kind: table
-- column source_id: identifier
-- column name: most frequent name of the source; NULL for sources that are not named
-- column source_key: key that counts it as one origin: its entity, else its name in lower case, else its class
-- column source_class: most frequent class of the source
-- column entity_id: entity, where the gazetteer knows it
-- column is_anonymous: never named
-- column reliability: Admiralty scale a (reliable) to e (unreliable), f cannot be judged; by name, else by class
-- column count_basis: how it counts where it always does so; one of: named_list, visual_confirmation
-- column n_claims: claims that it is a source of [claims]
-- column n_articles: articles with these [articles]
-- column n_as_origin: claims whose figure comes from it [claims]
-- column n_as_relay: claims that it passed on [claims]
-- column n_as_publisher: claims that it published [claims]
-- column n_own: claims about its own side [claims]
-- column n_adversary: claims about an adversary of its, or of its ally [claims]
-- column n_third_party: claims about others [claims]
WITH named AS (
  SELECT
    t.claim_id,
    t.article_id,
    t.role,
    t.side,
    t.source_class,
    t.entity_id,
    t.source_name,
    t.anonymous,
    CASE
      WHEN t.anonymous THEN 'unnamed ' || t.source_class
      ELSE coalesce(t.entity_id, lower(trim(t.source_name)), 'unnamed ' || t.source_class)
    END AS source_key
  FROM raw.attributions AS t
  WHERE t.valid_to IS NULL
),

counted AS (
  SELECT
    source_key,
    CASE WHEN NOT bool_and(anonymous OR source_name IS NULL) THEN mode(source_name ORDER BY source_name) END AS name,
    mode(source_class ORDER BY source_class) AS source_class,
    max(entity_id) AS entity_id,
    bool_and(anonymous OR source_name IS NULL) AS is_anonymous,
    count(DISTINCT claim_id) AS n_claims,
    count(DISTINCT article_id) AS n_articles,
    count(*) FILTER (WHERE role = 'origin') AS n_as_origin,
    count(*) FILTER (WHERE role = 'relay') AS n_as_relay,
    count(*) FILTER (WHERE role = 'publisher') AS n_as_publisher,
    count(*) FILTER (WHERE side = 'own') AS n_own,
    count(*) FILTER (WHERE side IN ('adversary', 'ally_of_adversary')) AS n_adversary,
    count(*) FILTER (WHERE side = 'third_party') AS n_third_party
  FROM named
  GROUP BY source_key
)

SELECT
  'src_' || left(md5(c.source_key), 16) AS source_id,
  c.name,
  c.source_key,
  c.source_class,
  c.entity_id,
  c.is_anonymous,
  coalesce(n.reliability, CASE WHEN c.is_anonymous THEN 'f' END, k.reliability, 'f') AS reliability,
  n.count_basis,
  c.n_claims,
  c.n_articles,
  c.n_as_origin,
  c.n_as_relay,
  c.n_as_publisher,
  c.n_own,
  c.n_adversary,
  c.n_third_party
FROM counted AS c
LEFT JOIN ref_reliability AS n ON n.name = lower(trim(c.name))
LEFT JOIN ref_reliability AS k ON k.source_class = c.source_class AND k.side IS NULL AND k.name IS NULL
ORDER BY source_id
