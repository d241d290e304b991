-- The same figures in hand-written SQL: from `observations` to `attained` (every row) and `rolled` (the roll-up).

CREATE MACRO ratio(part, whole) AS CASE WHEN whole <> 0 THEN part / whole END;

CREATE MACRO on_the_clock(day, clock) AS CASE WHEN clock = 'administrative' THEN day - 14 ELSE day END;

CREATE MACRO month_position(day) AS year(day) * 12 + month(day) + (day(day) - 1) / day(last_day(day));

CREATE MACRO months_between(first, last, clock) AS
    month_position(on_the_clock(last + 1, clock)) - month_position(on_the_clock(first, clock));

CREATE MACRO a_year_later(day) AS CASE
    WHEN day = last_day(day) THEN last_day(CAST(day + INTERVAL 1 YEAR AS DATE))
    ELSE CAST(day + INTERVAL 1 YEAR AS DATE)
END;

CREATE TABLE attained AS
WITH attainment AS (
    SELECT
        *,
        direction = 'higher_is_better' AS upper,
        direction = 'lower_is_better' AS lower,
        coalesce(low_value, high_value) AS least,
        coalesce(high_value, low_value) AS most,
        CASE WHEN lower THEN most ELSE least END AS plan_value,
        CASE WHEN value > most THEN most WHEN value < least THEN least ELSE value END AS kept,
        CASE
            WHEN value = 0 AND lower THEN NULL
            WHEN value = 0 THEN 0.0::DOUBLE
            WHEN lower THEN ratio(kept, value)
            ELSE ratio(value, kept)
        END AS reached,
        CASE WHEN least > 0 AND value >= 0 AND kind <> 'rank' THEN reached END AS attainment_share,
        window_end < period_end AS still_running,
        value - plan_value AS target_gap,
        greatest(abs(value), abs(least), 1e-12::DOUBLE) * 1e-9::DOUBLE AS scale,
        value > most + scale AS above,
        value < least - scale AS below,
        CASE
            WHEN low_value IS NULL THEN above
            WHEN high_value IS NULL THEN below
            WHEN upper THEN below
            WHEN lower THEN above
            ELSE above OR below
        END AS failed,
        CASE
            WHEN value IS NULL OR least IS NULL THEN NULL
            WHEN failed AND least(attainment_share, ratio(1, attainment_share)) >= 0.9::DOUBLE THEN 'basically_met'
            WHEN still_running AND failed <> (lower AND kind = 'flow') THEN 'in_progress'
            WHEN failed THEN 'not_met'
            WHEN (upper AND above) OR (lower AND below) THEN 'exceeded'
            ELSE 'met'
        END AS computed_label
    FROM observations
),
pace AS (
    SELECT
        * EXCLUDE (upper, lower, least, most, kept, reached, scale, above, below, failed),
        kind = 'flow' AND plan_value IS NOT NULL AS paced,
        CASE WHEN paced THEN months_between(period_start, period_end, clock) END AS period_months,
        CASE WHEN paced THEN greatest(
            months_between(greatest(window_start, period_start), least(window_end, period_end), clock), 0
        ) END AS covered_months,
        CASE WHEN paced
            THEN greatest(months_between(CAST(window_end + INTERVAL 1 DAY AS DATE), period_end, clock), 0)
        END AS remaining_months,
        CASE WHEN paced THEN window_start > period_start END AS window_starts_late,
        ratio(covered_months, period_months) AS pace_share,
        (attainment_share - pace_share) * 100 AS pace_gap_pct_points,
        ratio(value, covered_months) AS average_per_month,
        CASE
            WHEN remaining_months > 1e-9::DOUBLE AND value IS NOT NULL
            THEN greatest(plan_value - value, 0) / remaining_months
        END AS required_per_month
    FROM attainment
),
previous AS (
    SELECT
        indicator_id, edition, place_code, clock, price_basis,
        a_year_later(window_start) AS window_start,
        a_year_later(window_end) AS window_end,
        arg_min(value, rowid) AS previous_value,
        arg_min(observation_id, rowid) AS previous_observation_id
    FROM observations
    WHERE value IS NOT NULL AND window_start IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5, 6, 7
)
SELECT
    pace.* EXCLUDE (paced),
    previous_value,
    previous_observation_id,
    CASE WHEN previous_value > 0 THEN value / previous_value - 1 END AS growth_share,
    CASE WHEN previous_value > 0 THEN value / previous_value END AS index_share
FROM pace
LEFT JOIN previous USING (indicator_id, edition, place_code, clock, price_basis, window_start, window_end);

CREATE TABLE rolled AS
WITH totals AS (
    SELECT
        indicator_id,
        parent_code,
        window_end,
        count(*) AS child_count,
        count(*) FILTER (known) AS covered_count,
        coalesce(sum(population) FILTER (known), 0) AS covered_weight,
        sum(population) AS weight,
        sum(value) FILTER (known) AS covered_value,
        sum(value) AS total_value,
        sum(plan_value) FILTER (known) AS total_plan,
        bool_and(aggregation = 'sum') AS adds_up,
        arg_min(place_code, attainment_share) AS worst_child,
        min(attainment_share) AS worst_attainment_share
    FROM (SELECT *, value IS NOT NULL AND plan_value IS NOT NULL AS known FROM attained)
    GROUP BY 1, 2, 3
)
SELECT
    indicator_id,
    parent_code,
    window_end,
    child_count,
    covered_count,
    ratio(covered_weight, weight) AS covered_weight_share,
    CASE WHEN adds_up THEN covered_value END AS covered_value,
    CASE WHEN adds_up THEN total_value END AS value,
    CASE WHEN adds_up THEN total_plan END AS plan_value,
    worst_child,
    worst_attainment_share,
    CASE WHEN adds_up THEN ratio(covered_value, total_plan) END AS attainment_share,
    covered_count / child_count AS coverage_share
FROM totals;
