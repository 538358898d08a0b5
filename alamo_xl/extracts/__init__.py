"""Billing extracts of any size: rated by the law row by row, tabulated, and an illustrative one."""
