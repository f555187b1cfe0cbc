"""The sweep by hand in DuckDB."""

import duckdb
import polars as pl

from bench.task import Task, trends

GROUPED = """
CREATE OR REPLACE TEMP TABLE grouped AS
SELECT r.*, g.* EXCLUDE (area) FROM {rows} r JOIN {groups} g USING (area)
"""
COMPLETE = """
CREATE OR REPLACE TEMP TABLE complete AS
WITH figures AS (
    SELECT metric, period, "group", count(*) AS n, avg(value) AS mean, median(value) AS median,
        quantile_cont(value, 0.25) AS q1, quantile_cont(value, 0.75) AS q3,
        sum(numerator) / sum(denominator) * any_value(multiplier) AS ratio_of_sums
    FROM grouped GROUP BY ALL),
mads AS (
    SELECT metric, period, "group", median(abs(value - median)) AS mad
    FROM grouped JOIN figures USING (metric, period, "group") GROUP BY ALL)
SELECT * FROM figures JOIN mads USING (metric, period, "group")
"""
RANKED = """(
    SELECT *, CASE WHEN badness IS NOT NULL THEN
        rank() OVER (PARTITION BY metric, period, "group" ORDER BY badness NULLS LAST) END AS rank
    FROM grouped) JOIN complete USING (metric, period, "group")
"""
STANDING = """
    metric, period, area, "group", value, rank, rank / n AS rank_share,
    CASE WHEN rank IS NOT NULL AND n >= 8 THEN 1 + ((rank - 1) * 4 > n - 1)::INT + ((rank - 1) * 4 > 2 * (n - 1))::INT
        + ((rank - 1) * 4 > 3 * (n - 1))::INT END AS band,
    CASE WHEN mad > 0 THEN (value - median) / mad END AS mads_from_median
"""
ROWS = """
CREATE OR REPLACE TEMP TABLE rows AS
SELECT r.metric, r.area, r.period, value, numerator, denominator, lower, upper, multiplier,
    CASE polarity WHEN 'high' THEN -value WHEN 'low' THEN value
        WHEN 'target' THEN round(greatest(target_low - value, value - target_high, 0), 9) END AS badness
FROM read_parquet('{path}') r JOIN metrics USING (metric) WHERE status = 'final' AND value IS NOT NULL
"""
CHANGES = """
WITH periods AS (
    SELECT metric, period, lag(period) OVER (PARTITION BY metric ORDER BY period) AS previous_period
    FROM (SELECT DISTINCT metric, period FROM rows))
SELECT r.metric, r.period, r.area, r.value, previous_period, b.value AS previous, round(r.value - b.value, 9) AS change
FROM rows r JOIN periods USING (metric, period)
JOIN rows b ON b.metric = r.metric AND b.area = r.area AND b.period = previous_period
ORDER BY 1, 2, 3
"""
LATEST = """
CREATE OR REPLACE TEMP TABLE latest AS
SELECT r.* FROM rows r JOIN (SELECT metric, max(period) AS period FROM rows GROUP BY 1) USING (metric, period)
"""


def sweep(task: Task) -> None:
    """One file after the other."""
    connection = duckdb.connect()
    connection.register("metrics", task.metrics.to_arrow())
    connection.register("near", task.neighbours.to_arrow())
    for scheme, groups in task.schemes.items():
        connection.register(f"groups_{scheme}", groups.to_arrow())
    for number, path in enumerate(task.files):
        connection.execute(ROWS.format(path=path))

        def copy(table: str, query: str, number: int = number) -> None:
            target = task.out / table / f"{number:04}.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION lz4_raw)")

        for scheme in task.schemes:
            connection.execute(GROUPED.format(rows="rows", groups=f"groups_{scheme}"))
            connection.execute(COMPLETE)
            copy(f"standings/{scheme}", f"SELECT {STANDING} FROM {RANKED} ORDER BY 1, 2, 3")
            copy(f"figures/{scheme}", "SELECT * FROM complete ORDER BY 1, 2, 3")
        connection.execute(LATEST)
        connection.execute(GROUPED.format(rows="latest", groups="near"))
        connection.execute(COMPLETE)
        figures = "n, mean, median, q1, q3, mad, ratio_of_sums"
        copy("neighbours", f"SELECT {STANDING}, {figures} FROM {RANKED} WHERE area = owner ORDER BY 1, 4")
        copy("changes", CHANGES)
        task.write(
            "trends", number, trends(pl.DataFrame(connection.sql("SELECT * FROM rows").to_arrow_table()), task.metrics)
        )
