-- What does not add up: sums of parts against totals, killed against sent, figures that contradict each other.
SELECT
  severity,
  kind,
  subject,
  measure,
  message
FROM qc_alerts
ORDER BY severity DESC, kind, alert_id
