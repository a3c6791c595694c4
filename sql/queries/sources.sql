-- Whom the figures come from: origins by class, how many claims each gives, and how many are unnamed or inferred.
SELECT
  source_class AS class,
  source_name AS origin,
  count(DISTINCT claim_id) AS claims,
  count(DISTINCT article_id) AS articles,
  count_if(anonymous) AS unnamed,
  count_if(link = 'inferred') AS inferred
FROM attributions
WHERE role = 'origin'
GROUP BY source_class, source_name
ORDER BY claims DESC, origin
