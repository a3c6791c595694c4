-- One row: how much the warehouse holds, how far it is settled, and when it last changed.
SELECT
  (SELECT count(*) FROM claims WHERE getvariable('subject') IS NULL OR subject = getvariable('subject')) AS claims,
  (
    SELECT count(DISTINCT article_id) FROM claims
    WHERE getvariable('subject') IS NULL OR subject = getvariable('subject')
  ) AS articles_with_claims,
  (SELECT count(*) FROM articles) AS articles,
  (SELECT count(*) FROM quantities WHERE disposition <> 'claim') AS numbers_left_out,
  (SELECT min(published_at) FROM articles) AS first_published_at,
  (SELECT max(published_at) FROM articles) AS last_published_at,
  (SELECT max(started_at) FROM runs) AS last_run_at,
  (SELECT max_by(run_id, started_at) FROM runs) AS last_run_id
