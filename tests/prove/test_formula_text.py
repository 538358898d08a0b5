"""The faults that the mutation run plants in formula text."""

import pytest
from prove.formula_text import Fault, faults, is_formula


@pytest.mark.parametrize(
    "literal",
    [
        "'=Base_year-First_year+1'",
        'f"={earned.year}+{unpaid.year}"',
        'f"IF({{year}}=First_year,0,{collected})"',
        "'OR(Calc_units_given,Calc_units_not_needed)'",
        'f"{{col}}${first}:{{col}}${last}"',
        'f"*{rates.sewer_return.year}"',
        "'={Quantity}*{Rate ($)}'",
    ],
)
def test_what_is_a_formula(literal):
    assert is_formula(literal)


@pytest.mark.parametrize(
    "literal",
    [
        "'water'",
        "'3/4'",
        'f"{before}, {after}"',
        "'#,##0.00'",
        'f"FY{year}"',
        "'One bill: base + usage, IF(asked)'",
        "b'=A1'",
        '"""A docstring = of (some) length, with IF(words)."""',
        "'household meters stop at 1-1/2; use units'",
    ],
)
def test_what_is_none(literal):
    assert not is_formula(literal)


def test_every_fault_of_a_formula():
    assert list(faults("'=IF(Debt<=0,ROUND(Debt*Rate,2),\"none\")+$A$1'")) == [
        Fault("swapped name", "'=IF(Rate<=0,ROUND(Debt*Rate,2),\"none\")+$A$1'"),
        Fault("comparison", "'=IF(Debt<0,ROUND(Debt*Rate,2),\"none\")+$A$1'"),
        Fault("number", "'=IF(Debt<=1,ROUND(Debt*Rate,2),\"none\")+$A$1'"),
        Fault("function", "'=IF(Debt<=0,ROUNDDOWN(Debt*Rate,2),\"none\")+$A$1'"),
        Fault("swapped name", "'=IF(Debt<=0,ROUND(Rate*Rate,2),\"none\")+$A$1'"),
        Fault("sign", "'=IF(Debt<=0,ROUND(Debt/Rate,2),\"none\")+$A$1'"),
        Fault("dropped term", "'=IF(Debt<=0,ROUND(Debt,2),\"none\")+$A$1'"),
        Fault("swapped name", "'=IF(Debt<=0,ROUND(Debt*Debt,2),\"none\")+$A$1'"),
        Fault("number", "'=IF(Debt<=0,ROUND(Debt*Rate,3),\"none\")+$A$1'"),
        Fault("word", "'=IF(Debt<=0,ROUND(Debt*Rate,2),\"none_\")+$A$1'"),
        Fault("sign", "'=IF(Debt<=0,ROUND(Debt*Rate,2),\"none\")-$A$1'"),
        Fault("anchor", "'=IF(Debt<=0,ROUND(Debt*Rate,2),\"none\")+A$1'"),
        Fault("swapped name", "'=IF(Debt<=0,ROUND(Debt*Rate,2),\"none\")+$Debt$1'"),
        Fault("anchor", "'=IF(Debt<=0,ROUND(Debt*Rate,2),\"none\")+$A1'"),
    ]


def test_placeholders_and_templates_are_names_and_stay_whole():
    found = [fault.literal for fault in faults('f"={a.year}*(1-Bad_{of}_debt)/{{col}}{row}"')]
    assert 'f"={row}*(1-Bad_{of}_debt)/{{col}}{row}"' in found
    assert 'f"={a.year}*(1)/{{col}}{row}"' in found
    assert not [literal for literal in found if "Bad_" in literal and "Bad_{of}_debt" not in literal]
    for literal in found:
        assert eval(f"lambda a, of, row: {literal}")


def test_a_placeholder_with_quotes_of_its_own_stays_whole():
    literal = """f'=INDIRECT("{name("")}"&A1,"{text}")'"""
    assert [fault.literal for fault in faults(literal)] == [
        """f'=INDIRECT("{name("")}_"&A1,"{text}")'""",
        """f'=INDIRECT("{name("")}"&A1,"{text}_")'""",
    ]
