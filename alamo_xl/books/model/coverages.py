"""The tests of coverage."""

COVERAGES = {
    "senior_coverage": ("Target_senior", True, False),
    "all_coverage": ("Target_all", False, False),
    "senior_coverage_less_connections": ("Target_senior_less_connections", True, True),
    "all_coverage_less_connections": ("Target_all_less_connections", False, True),
}
"""The target of each coverage, whether it is of senior debt alone, whether connection charges are left out."""
SHORT = dict(
    zip(COVERAGES, ("senior", "all debt", "senior, less connections", "all debt, less connections"), strict=True)
)
