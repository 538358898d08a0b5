"""The law as LAMBDAs that people call: the arguments and words of the catalogue, the formula of each function."""

from __future__ import annotations

from collections.abc import Mapping

from alamo_xl.books.lambdas import rate_tables, reading, words
from alamo_xl.books.lambdas.names import PREFIX, Lambda
from alamo_xl.books.vocabulary import key_text
from alamo_xl.catalogue import PREFIX as PYTHON_PREFIX
from alamo_xl.catalogue import Function
from alamo_xl.facts import MONEY_PLACES
from alamo_xl.fees import PER_CENT
from alamo_xl.functions import FUNCTIONS
from alamo_xl.schedule import RETURN, Schedule

CENTS = MONEY_PLACES
ACCOUNT = """given,ALAMO.GIVEN(fy,customer_class,meter_size,ccf),
year,ALAMO.YEAR(fy),
class,ALAMO.CLASS(customer_class),
size,ALAMO.SIZE(meter_size),
far,ALAMO.FLAG("place",FALSE,outside),
"""
"""The steps that read an account; its rows are blank where nothing is given."""

FORMULAS: Mapping[str, str] = {
    "WATER": f"""LET({ACCOUNT}
        garden,ALAMO.FLAG("flag",FALSE,irrigation),
        known,year+LEN(class)+LEN(size)+far+garden+ALAMO.FLAT(stage,assisted),
        base,ALAMO.PRICE(year,"water","base",class,size,far,rates),
        usage,ALAMO.PRICE(year,"water",IF(garden,"irrigation","usage"),class,"",far,rates),
        due,ROUND(base*ALAMO.UNITS(size,units),{CENTS})+ROUND(ALAMO.VOLUME(ccf)*usage,{CENTS}),
        IF(given="","",IF(ISERROR(known),known,ROUND(due,{CENTS}))))""",
    "SEWER": f"""LET({ACCOUNT}
        known,year+LEN(class)+LEN(size)+far+ALAMO.FLAT(stage,assisted),
        base,ALAMO.PRICE(year,"sewer","base",class,size,far,rates),
        usage,ALAMO.PRICE(year,"sewer","usage",class,"",far,rates),
        share,ALAMO.FOUND(year,"{key_text(RETURN)}",rates),
        due,ROUND(base*ALAMO.UNITS(size,units),{CENTS})+ROUND(ALAMO.VOLUME(ccf)*share*usage,{CENTS}),
        IF(given="","",IF(ISERROR(known),known,ROUND(due,{CENTS}))))""",
    "RECLAIMED": f"""LET(year,ALAMO.YEAR(fy),
        far,ALAMO.FLAG("place",FALSE,outside),
        known,year+far+ALAMO.FLAT(stage,assisted),
        usage,ALAMO.PRICE(year,"reclaimed","usage","all","",far,rates),
        IF(ALAMO.TEXT(ccf)="","",IF(ISERROR(known),known,ROUND(usage*ALAMO.VOLUME(ccf),{CENTS}))))""",
    "BILL": f"""LET(garden,ALAMO.FLAG("flag",FALSE,irrigation),
        sewered,ALAMO.FLAG("flag",NOT(garden),sewer),
        water,ALAMO.WATER(fy,customer_class,meter_size,ccf,outside,irrigation,units,rates,stage,assisted),
        waste,IF(sewered,ALAMO.SEWER(fy,customer_class,meter_size,ccf,outside,units,rates,stage,assisted),0),
        more,IF(ALAMO.TEXT(reclaimed_ccf)="",0,ALAMO.RECLAIMED(fy,reclaimed_ccf,outside,rates,stage,assisted)),
        IF(water="","",ROUND(water+waste+more,{CENTS})))""",
    "RATE": f"""LET(of,ALAMO.MEANING("service",ALAMO.TEXT(service)),
        kind,ALAMO.MEANING("charge",ALAMO.TEXT(charge)),
        shared,OR(of="reclaimed",kind="return"),
        class,IF(shared,"all",ALAMO.CLASS(customer_class)),
        size,IF(OR(kind<>"base",ALAMO.TEXT(meter_size)=""),"",ALAMO.SIZE(meter_size)),
        year,ALAMO.YEAR(fy),
        far,ALAMO.FLAG("place",FALSE,outside),
        known,LEN(of)+LEN(kind)+LEN(class)+LEN(size)+year+far,
        returned,AND(of="{RETURN.service}",kind="{RETURN.charge}"),
        rate,IF(returned,ALAMO.FOUND(year,"{key_text(RETURN)}",rates),ALAMO.PRICE(year,of,kind,class,size,far,rates)),
        IF(ALAMO.TEXT(service)&ALAMO.TEXT(charge)="","",IF(ISERROR(known),known,rate)))""",
    "FEE": """IF(ALAMO.TEXT(fee)="","",XLOOKUP(ALAMO.TEXT(fee)&", ",ALAMO.FEE_KEYS,ALAMO.FEE_AMOUNTS,#VALUE!))""",
    "TAP": f"""LET(cost,ALAMO.TEXT(actual_cost),
        size,ALAMO.PIPE(tap_size),
        listed,XLOOKUP("tap, "&size,ALAMO.FEE_KEYS,ALAMO.FEE_AMOUNTS),
        price,IF(cost="",listed,IF(listed<0,listed,MAX(listed,ROUND(ALAMO.MONEY(actual_cost),{CENTS})))),
        IF(ALAMO.TEXT(tap_size)&cost="","",price))""",
    "METER_INSTALLATION": f"""LET(cost,ALAMO.TEXT(actual_cost),
        size,ALAMO.SIZE(meter_size),
        listed,XLOOKUP("meter-installation, "&size,ALAMO.FEE_KEYS,ALAMO.FEE_AMOUNTS),
        price,IF(OR(listed<0,cost=""),listed,ROUND(ALAMO.MONEY(actual_cost),{CENTS})),
        IF(ALAMO.TEXT(meter_size)&cost="","",price))""",
    "LATE_FEE": f"""LET(given,ALAMO.TEXT(bill_amount)&ALAMO.TEXT(days_past_due),
        amount,ALAMO.MONEY(bill_amount),
        late,ALAMO.DAYS(days_past_due)>ALAMO.GRACE_DAYS,
        IF(given="","",ROUND(amount*late*ALAMO.LATE_PERCENT/{PER_CENT},{CENTS})))""",
    "FISCAL_YEAR": """IF(ALAMO.TEXT(date)="","",ALAMO.YEAR(date))""",
    "CHECK": words.CHECK,
}
"""By the function's name without its prefix."""


def public() -> tuple[Function, ...]:
    """The functions of the catalogue that are LAMBDAs too, as people call them here."""
    return tuple(function for function in FUNCTIONS if function.name.removeprefix(PYTHON_PREFIX) in FORMULAS)


def named(text: str) -> str:
    """A text of the catalogue with the functions' names as this book has them."""
    return text.replace(PYTHON_PREFIX, PREFIX)


def lambdas(schedule: Schedule) -> tuple[Lambda, ...]:
    """Every LAMBDA of the book: those that people call first, then those that these call."""
    return (*map(_public, public()), *reading.helpers(schedule), *rate_tables.helpers(), *words.helpers())


def _public(function: Function) -> Lambda:
    parameters = tuple(f"[{a.name}]" if a.optional else a.name for a in function.arguments)
    formula = FORMULAS[function.name.removeprefix(PYTHON_PREFIX)]
    return Lambda(named(function.name), parameters, formula, named(function.summary))
