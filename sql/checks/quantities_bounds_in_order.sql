-- One row per number whose bounds are not in order: low, best, high.
SELECT
  q.quantity_id,
  q.number_text,
  q.value_low,
  q.value_best,
  q.value_high
FROM fresh_quantities AS q
WHERE
  (q.value_low > q.value_best OR q.value_best > q.value_high OR q.value_low > q.value_high)
