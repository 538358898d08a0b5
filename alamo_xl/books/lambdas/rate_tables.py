"""Rates looked up by LAMBDAs: as adopted, in the book's own table; or in a what-if table given as a range.

A what-if table holds flat rates: one with blocks, seasons, surcharges or discounts is #VALUE!, never priced in part.
"""

from __future__ import annotations

from alamo_xl.books.lambdas.names import Lambda
from alamo_xl.books.lambdas.reading import ARRAY
from alamo_xl.books.vocabulary import SEPARATOR, key_text
from alamo_xl.facts import MONEY_PLACES, RATE_MAXIMUM
from alamo_xl.rate_table import HEADINGS, RETURN_PLACES
from alamo_xl.schedule import RETURN

WORDS = len(HEADINGS)


def helpers() -> tuple[Lambda, ...]:
    """The functions that find a rate, in the order in which they build on each other."""
    columns = ",".join(f"INDEX(table,0,{place})" for place in range(1, WORDS + 1))
    head = "&".join(f'INDEX(rates,1,{place})&"{SEPARATOR}"' for place in range(1, WORDS + 1))
    joined = f'&"{SEPARATOR}"&'.join(("service", "customer_class", "location", "charge"))
    headings = "".join(heading + SEPARATOR for heading in HEADINGS).replace(" ", "_")
    return (
        Lambda(
            "ALAMO.KEYS",
            ("table",),
            f"""MAP({columns},LAMBDA(service,customer_class,location,charge,size,
            {joined}&"{SEPARATOR}"&IF(size="all","",SUBSTITUTE(size&""," in",""))))""",
            "What each row of a rate table is for, as one text.",
        ),
        Lambda(
            "ALAMO.YEARS",
            ("table",),
            """MAP(INDEX(table,1,0),LAMBDA(heading,"FY"&SUBSTITUTE(UPPER(heading&""),"FY","")))""",
            "The headings of a rate table, years as FY2026.",
        ),
        Lambda(
            "ALAMO.AMOUNTS",
            ("rates",),
            f"""SUM(MAP(DROP(rates,1,{WORDS}),
            LAMBDA(cell,IF(ISNUMBER(cell),IF(AND(cell>=0,cell<={RATE_MAXIMUM}),1,0),0))))""",
            "How many cells of a rate table hold an amount.",
        ),
        Lambda(
            "ALAMO.TABLE",
            ("rates",),
            f"""LET(keys,ALAMO.KEYS(rates),
            printed,ROWS(ALAMO.RATE_KEYS),
            filled,SUM(MAP(keys,LAMBDA(key,IF(key="{SEPARATOR * (WORDS - 1)}",0,1)))),
            found,SUM(MAP(ALAMO.RATE_KEYS,LAMBDA(key,IF(ISNUMBER(XMATCH(key,keys)),1,0)))),
            first,IFERROR(ALAMO.YEAR(INDEX(rates,1,{WORDS + 1})),0),
            years,COLUMNS(rates)-{WORDS},
            last,IFERROR(ALAMO.YEAR(INDEX(rates,1,COLUMNS(rates))),0),
            IF(AND(SUBSTITUTE({head}," ","_")="{headings}",first>0,last=first+years-1,filled=printed+1,found=printed,
            ALAMO.AMOUNTS(rates)=printed*years),rates,#VALUE!))""",
            "A what-if rate table, where it has every adopted row once, flat, and a number in each; else #VALUE!.",
        ),
        Lambda(
            "ALAMO.WHAT_IF",
            ("year", "key", "rates"),
            f"""LET(table,ALAMO.TABLE(rates),
            amount,INDEX(table,XMATCH(key,ALAMO.KEYS(table)),XMATCH("FY"&year,ALAMO.YEARS(table))),
            share,key="{key_text(RETURN)}",
            IF(AND(ROUND(amount,IF(share,{RETURN_PLACES},{MONEY_PLACES}))=amount,
            amount<=IF(share,1,amount)),amount,#VALUE!))""",
            "One rate of a what-if table, to the cent.",
        ),
        Lambda(
            "ALAMO.FOUND",
            ("year", "key", "[rates]"),
            f"""IF(IF(ISOMITTED(rates),FALSE,TYPE(rates)={ARRAY}),ALAMO.WHAT_IF(year,key,rates),
            IF(ALAMO.TEXT(rates)="",INDEX(ALAMO.RATE_AMOUNTS,XMATCH(key,ALAMO.RATE_KEYS),
            XMATCH("FY"&year,ALAMO.RATE_YEARS)),#VALUE!))""",
            "The rate of a key: of the what-if table where one is given, else as adopted.",
        ),
        Lambda(
            "ALAMO.PRICE",
            ("year", "service", "charge", "customer_class", "size", "outside", "[rates]"),
            f"""LET(location,IF(outside,"outside","inside"),
            ALAMO.FOUND(year,{joined}&"{SEPARATOR}"&size,rates))""",
            "One printed rate in dollars; #N/A where none is printed, never the nearest (R3).",
        ),
    )
