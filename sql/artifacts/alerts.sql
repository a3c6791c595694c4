-- One row per alert that somebody should look at, the gravest first.
SELECT
  alert_id,
  severity,
  kind,
  subject,
  measure,
  message
FROM qc_alerts
WHERE severity <> 'info'
ORDER BY severity, kind, alert_id
