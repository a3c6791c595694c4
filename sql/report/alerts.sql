-- One row per alert, the gravest first.
SELECT
  alert_id,
  kind,
  severity,
  message,
  subject,
  subject_name,
  measure,
  as_of,
  claim_ids
FROM qc_alerts
WHERE getvariable('subject') IS NULL OR subject = getvariable('subject')
ORDER BY
  CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
  kind,
  as_of DESC NULLS LAST,
  alert_id
