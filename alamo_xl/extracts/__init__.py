"""Billing extracts: an illustrative one, and what an extract says when it is tabulated."""
