-- One row per place or perpetrator of a claim: its code and its name for people.
SELECT
  code,
  name
FROM dim_entity
WHERE
  is_code_owner
  AND code IN (SELECT place FROM claims UNION SELECT perpetrator FROM claims)
ORDER BY code
