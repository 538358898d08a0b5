"""Checks of the bill calculator and the bill comparison."""

from __future__ import annotations

from alamo_xl.books.model.check import Check

BILL_CHECKS = (
    Check(
        "The calculator's bill is the sum of its lines",
        "ROUND(Calc_ok*(SUM(Calc_amounts,Calc_other_amounts)-SUM(Calc_total,Calc_other_total)),2)=0",
        "Bill calculator",
    ),
    Check("The calculator's size fits its class", "Calc_fits", "Bill calculator: choose a size from the list"),
    Check(
        "The calculator's units fit its size",
        "OR(Calc_units_given,Calc_units_not_needed)",
        "Bill calculator: units go with multi-family",
    ),
    Check("The calculator's years have rates", "Calc_priced", "Bill calculator: choose scenario, or another year"),
    Check("The calculator's volumes can be billed", "Calc_volumes", "Bill calculator: give 0 or more CCF"),
    Check("The comparison's years have rates", "Cmp_priced", "Bill comparison: choose scenario, or another year"),
    Check("The comparison's size fits its class", "Cmp_fits", "Bill comparison: choose a size from the list"),
)
