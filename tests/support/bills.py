"""Millions of made-up bills as Parquet, written by DuckDB: a year of months, an account of one kind, any volumes."""

from pathlib import Path

from alamo_xl.extracts.duck import Duck


def write_bills(path: Path, count: int, ccf: str = "VARCHAR") -> Path:
    """So many bills with account, bill_date, customer_class, meter_size, location, irrigation and ccf of a type."""
    engine = Duck(path.parent / f"{path.stem}.made")
    accounts = -(-count // 12)
    engine.run(
        f"COPY (SELECT 'A' || lpad((i % {accounts})::VARCHAR, 8, '0') AS account, "
        f"DATE '2025-07-15' + INTERVAL (i // {accounts}) MONTH AS bill_date, "
        "CASE WHEN kind < 8 THEN 'household' ELSE 'non-household' END AS customer_class, "
        "CASE WHEN kind < 8 THEN ['3/4', '1', '1-1/2'][1 + h % 3] "
        "ELSE ['3/4', '1', '1-1/2', '2', '3', '4', '6'][1 + h % 7] END AS meter_size, "
        "CASE WHEN h % 17 = 0 THEN 'outside' ELSE 'inside' END AS location, "
        "(h % 23 = 0)::VARCHAR AS irrigation, "
        f"(((v // 100) % 60000) / 1000.0)::DECIMAL(18, 3)::{ccf} AS ccf "
        f"FROM (SELECT i, h, h % 10 AS kind, v FROM (SELECT i, (hash(i % {accounts}) % 1000000007)::BIGINT AS h, "
        f"(hash(i) % 1000000007)::BIGINT AS v FROM range({count}) t(i)))) TO '{path}' (FORMAT parquet)"
    )
    engine.close()
    return path
