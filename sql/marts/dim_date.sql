-- One row per day of every year from the first to the last that a fact or article speaks of.
-- kind: table
-- column date: day
-- column year: year
-- column quarter: quarter of the year, 1 to 4
-- column month: month of the year, 1 to 12
-- column month_name: English name of the month
-- column week: ISO 8601 week, 1 to 53
-- column day: day of the month, 1 to 31
-- column weekday: ISO 8601 day of the week, 1 (Monday) to 7
-- column weekday_name: English name of the day
-- column month_start: first day of the month
-- column month_end: last day of the month, as in the estimates' as_of
WITH spoken AS (
  SELECT
    greatest(1800, least(min(year(as_of)), min(year(period_start)), min(year(published_on)))) AS first_year,
    least(2200, greatest(max(year(as_of)), max(year(period_end)), max(year(published_on)))) AS last_year
  FROM model.facts
),

days AS (
  SELECT CAST(unnest(generate_series(make_date(first_year, 1, 1), make_date(last_year, 12, 31), INTERVAL 1 DAY)) AS DATE) AS date
  FROM spoken
  WHERE first_year <= last_year
)

SELECT
  date,
  CAST(year(date) AS INTEGER) AS year,
  CAST(quarter(date) AS INTEGER) AS quarter,
  CAST(month(date) AS INTEGER) AS month,
  monthname(date) AS month_name,
  CAST(week(date) AS INTEGER) AS week,
  CAST(day(date) AS INTEGER) AS day,
  CAST(isodow(date) AS INTEGER) AS weekday,
  dayname(date) AS weekday_name,
  CAST(date_trunc('month', date) AS DATE) AS month_start,
  last_day(date) AS month_end
FROM days
ORDER BY date
