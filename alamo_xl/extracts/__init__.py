"""Billing extracts of any size: rated by the law row by row, tabulated, and an illustrative one."""

from importlib.util import find_spec

from alamo_xl.errors import AlamoError


def needed(extra: str = "extracts", *modules: str) -> None:
    """Raises AlamoError, which says what to install, where a module of an extra is missing."""
    missing = [module for module in modules or ("duckdb", "narwhals") if find_spec(module) is None]
    if missing:
        raise AlamoError(f"{' and '.join(missing)} must be installed for this: pip install 'alamo-xl[{extra}]'")
