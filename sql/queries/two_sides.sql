-- Losses as each side tells them: the best figure of the losing side, of its adversary and of third parties.
SELECT
  subject,
  measure,
  place,
  extent,
  as_of,
  best_own AS own,
  best_adversary AS adversary,
  best_third_party AS third_party,
  fold,
  grade
FROM est_casualties
WHERE (best_own IS NOT NULL)::INTEGER + (best_adversary IS NOT NULL)::INTEGER + (best_third_party IS NOT NULL)::INTEGER > 1
ORDER BY fold DESC NULLS LAST, subject, measure, as_of
