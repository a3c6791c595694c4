-- Numbers that are no claims: how many for each reason, with an example.
SELECT
  reject_reason,
  count(*) AS numbers,
  min(number_text) AS example
FROM quantities
WHERE disposition = 'rejected'
GROUP BY reject_reason
ORDER BY numbers DESC, reject_reason
