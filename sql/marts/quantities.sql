-- One row per number found in an article, the rejected ones too.
-- as in: quantities
SELECT
  r.quantity_id,
  r.article_id,
  r.sentence_id,
  r.number_text,
  r.number_start,
  r.number_end,
  r.kind,
  r.comparator,
  r.value_stated,
  r.value_low,
  r.value_best,
  r.value_high,
  r.low_open,
  r.high_open,
  r.bounds_rule,
  r.head_noun,
  r.disposition,
  r.reject_reason
FROM raw.quantities AS r
