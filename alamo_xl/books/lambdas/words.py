"""Why a row is an error, in words: the law's own messages, as a table, and the LAMBDAs that choose among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from alamo_xl import inputs
from alamo_xl.books.lambdas.names import Lambda
from alamo_xl.books.lambdas.reading import ARRAY
from alamo_xl.books.vocabulary import customer_classes, printed_sizes
from alamo_xl.errors import AlamoError
from alamo_xl.functions import OK
from alamo_xl.schedule import Schedule

GIVEN, SIZE = "{}", "{size}"
NO_YEAR, BELOW = 9_999, -9_998  # no message holds these numbers but as what was given
MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
TABLE = (
    "the rates given are no flat rate table: every adopted row once, under service, customer_class, location, charge, "
    "meter_size and consecutive fiscal years; blocks, seasons, surcharges and discounts need ALAMO_BILL"
)
NO_SUCH_YEAR = f"no rate for FY{GIVEN}; the rate table given has no such year"

CHECK = f"""LET(given,ALAMO.GIVEN(fy,customer_class,meter_size,ccf),
    bill,ALAMO.BILL(fy,customer_class,meter_size,ccf,outside,irrigation,sewer,reclaimed_ccf,units,rates,stage,assisted),
    account,ALAMO.WHY_ACCOUNT(fy,customer_class,meter_size,outside,irrigation,sewer,stage,assisted),
    rate,ALAMO.WHY_RATE(fy,customer_class,meter_size,rates),
    volume,ALAMO.WHY_VOLUME(meter_size,ccf,reclaimed_ccf,units),
    IF(given="","",IF(account<>"",account,IF(rate<>"",rate,IF(volume<>"",volume,IF(ISERROR(bill),bill,"{OK}"))))))"""


def helpers() -> tuple[Lambda, ...]:
    """The functions that CHECK builds on."""
    return (
        Lambda(
            "ALAMO.BLAME",
            ("part", "meant", "[given]"),
            f"""IF(ISERROR(meant),SUBSTITUTE(
            XLOOKUP(part&" "&CHOOSE(ERROR.TYPE(meant),"","","#VALUE!","","","#NUM!","#N/A"),
            ALAMO.CASES,ALAMO.WORDS,meant),
            "{GIVEN}",IF(ALAMO.TEXT(given)="","(blank)",IF(ISTEXT(given),"'"&given&"'",given&""))),"")""",
            "In words what is wrong with a part of a row, from the sheet Words; nothing where it is right.",
        ),
        Lambda(
            "ALAMO.DATED",
            ("size",),
            f"""LET(text,ALAMO.TEXT(size),
            tail,MID(text,FIND("-",text&"-")+1,3),
            month,OR(AND(LEN(tail)=3,ISNUMBER(SEARCH(tail,"{MONTHS}"))),
            AND(LEN(text)>3,ISNUMBER(SEARCH(LEFT(text,3),"{MONTHS}")))),
            OR(IF(ISNUMBER(size),size>={inputs.FIRST_SERIAL},FALSE),month,ISNUMBER(IFERROR(ALAMO.DAY(text),""))))""",
            "Whether a size is what Excel makes of 3/4: a date.",
        ),
        Lambda(
            "ALAMO.WHY_ACCOUNT",
            ("fy", "customer_class", "meter_size", "[outside]", "[irrigation]", "[sewer]", "[stage]", "[assisted]"),
            """LET(year,ALAMO.BLAME("fy",ALAMO.YEAR(fy),fy),
            class,ALAMO.BLAME("class",ALAMO.CLASS(customer_class),customer_class),
            size,ALAMO.BLAME(IF(ALAMO.DATED(meter_size),"dated","size"),ALAMO.SIZE(meter_size),meter_size),
            place,ALAMO.BLAME("outside",ALAMO.FLAG("place",0,outside),outside),
            terms,ALAMO.WHY_TERMS(irrigation,sewer,stage,assisted),
            IF(year<>"",year,IF(class<>"",class,IF(size<>"",size,IF(place<>"",place,terms)))))""",
            "What is wrong with an account, the first of it.",
        ),
        Lambda(
            "ALAMO.WHY_TERMS",
            ("[irrigation]", "[sewer]", "[stage]", "[assisted]"),
            """LET(garden,ALAMO.BLAME("irrigation",ALAMO.FLAG("flag",0,irrigation),irrigation),
            waste,ALAMO.BLAME("sewer",ALAMO.FLAG("flag",0,sewer),sewer),
            drought,ALAMO.BLAME("stage",ALAMO.FLAT(stage,""),stage),
            help,ALAMO.BLAME("assisted",ALAMO.FLAG("flag",0,assisted),assisted),
            IF(garden<>"",garden,IF(waste<>"",waste,IF(drought<>"",drought,help))))""",
            "What is wrong with what an account is billed for, the first of it.",
        ),
        Lambda(
            "ALAMO.WHY_RATE",
            ("fy", "customer_class", "meter_size", "[rates]"),
            f"""LET(year,ALAMO.YEAR(fy),class,ALAMO.CLASS(customer_class),size,ALAMO.SIZE(meter_size),
            what_if,IF(ISOMITTED(rates),FALSE,TYPE(rates)={ARRAY}),
            usage,ALAMO.PRICE(year,"water","usage",class,"",FALSE,rates),
            base,ALAMO.PRICE(year,"water","base",class,size,FALSE,rates),
            IF(ISERROR(year&class&size),"",IF(IF(ISERROR(usage),NOT(ISNA(usage)),FALSE),ALAMO.BLAME("rates",usage,""),
            IF(ISNA(usage),ALAMO.BLAME(IF(what_if,"what-if year","year"),usage,year),
            SUBSTITUTE(
            ALAMO.BLAME(IF(size="{inputs.MULTI_FAMILY}",class&" units",class),base,size),"'"&size&"'",size)))))""",
            "What is wrong with the rates that an account asks for.",
        ),
        Lambda(
            "ALAMO.WHY_VOLUME",
            ("meter_size", "ccf", "[reclaimed_ccf]", "[units]"),
            f"""LET(size,ALAMO.SIZE(meter_size),blank,ALAMO.TEXT(reclaimed_ccf)="",
            counts,OR(size="{inputs.MULTI_FAMILY}",ISERROR(ALAMO.NUMBER(units))),
            part,IF(ALAMO.TEXT(units)="","units blank",IF(counts,"units","units metered")),
            counted,SUBSTITUTE(ALAMO.BLAME(part,ALAMO.UNITS(size,units),units),"{SIZE}",size),
            water,ALAMO.BLAME(IF(ALAMO.TEXT(ccf)="","ccf blank","ccf"),ALAMO.VOLUME(ccf),ccf),
            more,IF(blank,"",ALAMO.BLAME("reclaimed_ccf",ALAMO.VOLUME(reclaimed_ccf),reclaimed_ccf)),
            IF(ISERROR(size),"",IF(counted<>"",counted,IF(water<>"",water,more))))""",
            "What is wrong with the units and the volumes of a row.",
        ),
    )


def rows(schedule: Schedule) -> list[tuple[str, str]]:
    """The cases that CHECK tells apart, and the law's message for each, with places for what was given."""
    limits = schedule.limits
    asked: dict[str, Callable[[], object]] = {
        "fy": lambda: inputs.fiscal_year(GIVEN),
        "class": lambda: inputs.customer_class(GIVEN),
        "size": lambda: inputs.meter_size(GIVEN),
        "dated": lambda: inputs.meter_size(inputs.FIRST_SERIAL),
        "outside": lambda: inputs.outside(GIVEN),
        **{name: partial(inputs.flag, GIVEN, name, False) for name in ("irrigation", "sewer", "assisted")},
        "stage": lambda: inputs.stage(GIVEN, ()),
        "stage below": lambda: inputs.stage(BELOW, ()),
        "stage above": lambda: inputs.stage(NO_YEAR, ()),
        "year": lambda: schedule.rate(NO_YEAR, "water", "usage", customer_classes(schedule)[0]),
        "units blank": lambda: inputs.units(None, inputs.MULTI_FAMILY),
        "units": lambda: inputs.units(GIVEN, inputs.MULTI_FAMILY),
        "units range": lambda: inputs.units(BELOW, inputs.MULTI_FAMILY),
        "units metered": lambda: inputs.units(NO_YEAR, SIZE),
        "ccf blank": lambda: inputs.quantity(None, limits),
        "ccf": lambda: inputs.quantity(GIVEN, limits),
        "ccf range": lambda: inputs.quantity(BELOW, limits),
        "reclaimed_ccf": lambda: inputs.quantity(GIVEN, limits, "reclaimed ccf"),
        "reclaimed_ccf range": lambda: inputs.quantity(BELOW, limits, "reclaimed ccf"),
        **dict(_sizes(schedule)),
    }
    said = [(f"{case.split(' ')[0] if _ranged(case) else case} {code}", words) for case, code, words in _said(asked)]
    return [*said, ("rates #VALUE!", TABLE), ("what-if year #N/A", NO_SUCH_YEAR)]


def _sizes(schedule: Schedule) -> Iterator[tuple[str, Callable[[], object]]]:
    """For each class a size, and multi-family units, that are not printed."""
    base = partial(schedule.rate, schedule.fiscal_years[0], "water", "base")
    for name, sizes in printed_sizes(schedule).items():
        yield name, partial(base, name, GIVEN)
        if inputs.MULTI_FAMILY not in sizes:
            yield f"{name} units", partial(base, name, inputs.MULTI_FAMILY)


def _ranged(case: str) -> bool:
    return case.endswith((" below", " above", " range"))


def _said(asked: dict[str, Callable[[], object]]) -> Iterator[tuple[str, str, str]]:
    """Each case, the error that the law answers it with, and its words."""
    for case, ask in asked.items():
        try:
            ask()
        except AlamoError as error:
            words = str(error)
            for given in (f"'{GIVEN}'", str(inputs.FIRST_SERIAL), str(NO_YEAR), str(BELOW)):
                words = words.replace(given, GIVEN, 1)
            yield case, error.code, words
        else:
            raise ValueError(f"{case}: the law has nothing against it")
