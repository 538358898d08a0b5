"""What people write, read by LAMBDAs as `alamo_xl.inputs` reads it; the spellings stand in the book's own table.

Each takes one cell: a range is #VALUE!. An error given comes back unchanged.
"""

from __future__ import annotations

from alamo_xl import inputs
from alamo_xl.books.lambdas.names import Lambda
from alamo_xl.schedule import Schedule

ARRAY = 64  # what TYPE says of a range


def helpers(schedule: Schedule) -> tuple[Lambda, ...]:
    """The functions that read a cell, in the order in which they build on each other."""
    return (*_words(), *_numbers(schedule), *_days(), *_sizes())


def _words() -> tuple[Lambda, ...]:
    return (
        Lambda(
            "ALAMO.TEXT",
            ("[given]",),
            f"""IF(ISOMITTED(given),"",IF(TYPE(given)={ARRAY},#VALUE!,
            TRIM(CLEAN(LOWER(SUBSTITUTE(given&"",UNICHAR(160)," "))))))""",
            "A cell as text in lower case, without blanks around it; empty where it is blank or left out.",
        ),
        Lambda(
            "ALAMO.GIVEN",
            ("fy", "customer_class", "meter_size", "ccf"),
            "IF(ISERROR(fy),fy,ALAMO.TEXT(customer_class)&ALAMO.TEXT(meter_size)&ALAMO.TEXT(ccf))",
            "Empty where a row is blank; the error of an error.",
        ),
        Lambda(
            "ALAMO.SQUEEZED",
            ("given",),
            'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(ALAMO.TEXT(given)," ",""),"-",""),"_","")',
            "A cell as text without blanks, hyphens and underscores.",
        ),
        Lambda(
            "ALAMO.MEANING",
            ("kind", "text"),
            'XLOOKUP(kind&" "&text,ALAMO.WRITTEN,ALAMO.MEANS,#VALUE!)',
            "What a spelling of one kind means, from the sheet Spellings.",
        ),
        Lambda(
            "ALAMO.CLASS",
            ("customer_class",),
            'ALAMO.MEANING("class",ALAMO.SQUEEZED(customer_class))',
            "household or non-household.",
        ),
        Lambda(
            "ALAMO.FLAG",
            ("kind", "otherwise", "[given]"),
            'IF(ALAMO.TEXT(given)="",otherwise,ALAMO.MEANING(kind,ALAMO.TEXT(given)))',
            "TRUE or FALSE; where the cell is blank or left out, what otherwise holds.",
        ),
    )


def _numbers(schedule: Schedule) -> tuple[Lambda, ...]:
    return (
        Lambda(
            "ALAMO.DIGITS",
            ("text",),
            'IFERROR("1"&text=VALUE("1"&text)&"",FALSE)',
            "Whether a text holds digits alone, or nothing.",
        ),
        Lambda(
            "ALAMO.SIGNLESS",
            ("text",),
            'IF(OR(LEFT(text)="+",LEFT(text)="-"),MID(text,2,60),text)',
            "A text without its sign.",
        ),
        Lambda(
            "ALAMO.NUMBER",
            ("given",),
            """LET(text,ALAMO.TEXT(given),
            plain,ALAMO.SIGNLESS(text),
            mantissa,TEXTBEFORE(plain&"e","e"),
            power,ALAMO.SIGNLESS(MID(plain,LEN(mantissa)+2,60)),
            whole,TEXTBEFORE(mantissa&".","."),
            part,MID(mantissa,LEN(whole)+2,60),
            bare,SUBSTITUTE(whole,",",""),
            grouped,IF(bare=whole,TRUE,IFERROR(TEXT(VALUE(bare),"#,##0")=whole,FALSE)),
            written,AND(grouped,bare&part<>"",ALAMO.DIGITS(bare),ALAMO.DIGITS(part),ALAMO.DIGITS(power)),
            IF(ISNUMBER(given),given,IF(written,VALUE(text),#VALUE!)))""",
            "The number in a cell, or the one that its text stands for.",
        ),
        Lambda(
            "ALAMO.VOLUME",
            ("ccf",),
            f"""LET(number,ALAMO.NUMBER(ccf),
            IF(OR(number<0,number>ALAMO.CCF_MAXIMUM),#NUM!,ROUND(number,{_places(schedule)})))""",
            "CCF to the thousandth, half up (R7).",
        ),
        Lambda(
            "ALAMO.MONEY",
            ("amount",),
            """LET(number,ALAMO.NUMBER(amount),
            IF(OR(number<0,number>ALAMO.MONEY_MAXIMUM),#NUM!,number))""",
            "Dollars.",
        ),
        Lambda(
            "ALAMO.DAYS",
            ("days",),
            """LET(number,ALAMO.NUMBER(days),
            IF(ABS(number)>ALAMO.DAYS_MAXIMUM,#NUM!,IF(number=INT(number),number,#VALUE!)))""",
            "Whole days (R10).",
        ),
        Lambda(
            "ALAMO.UNITS",
            ("size", "[units]"),
            f"""LET(blank,ALAMO.TEXT(units)="",
            number,IF(blank,0,ALAMO.NUMBER(units)),
            metered,IF(OR(number=0,number=1),1,#VALUE!),
            counted,IF(number<>INT(number),#VALUE!,IF(OR(number<1,number>ALAMO.UNITS_MAXIMUM),#NUM!,number)),
            IF(size<>"{inputs.MULTI_FAMILY}",metered,IF(blank,#VALUE!,counted)))""",
            "The number of multi-family units, which must be given; 1 for a meter (R2).",
        ),
        Lambda(
            "ALAMO.FLAT",
            ("[stage]", "[assisted]"),
            """LET(number,IF(ALAMO.TEXT(stage)="",0,ALAMO.NUMBER(stage)),
            flat,IF(number<0,#NUM!,IF(number<>INT(number),#VALUE!,IF(number=0,0,NA()))),
            IF(ISERROR(flat),flat,0*ALAMO.FLAG("flag",FALSE,assisted)))""",
            "0: flat rates have no stage but 0, and let no account off; else the error of the argument.",
        ),
    )


def _days() -> tuple[Lambda, ...]:
    first, last = inputs.YEARS_WRITTEN[0], inputs.YEARS_WRITTEN[-1]
    return (
        Lambda(
            "ALAMO.DAY",
            ("text",),
            """LET(day,TEXTBEFORE(SUBSTITUTE(text,"t"," ")&" "," "),
            time,SUBSTITUTE(SUBSTITUTE(MID(text,LEN(day)+2,30),":",""),".",""),
            iso,ISNUMBER(FIND("-",day)),
            sign,IF(iso,"-","/"),
            one,TEXTBEFORE(day,sign),
            two,TEXTBEFORE(TEXTAFTER(day,sign),sign),
            three,TEXTAFTER(day,sign,2),
            year,IF(iso,one,three),month,IF(iso,two,one),date,IF(iso,three,two),
            serial,DATE(VALUE(year),VALUE(month),VALUE(date)),
            IF(AND(LEN(year)=4,LEN(month)<=2,LEN(date)<=2,ALAMO.DIGITS(year&month&date),ALAMO.DIGITS(time),
            YEAR(serial)=VALUE(year),MONTH(serial)=VALUE(month)),serial,#VALUE!))""",
            "The day of a text such as 2025-07-01 or 7/1/2025.",
        ),
        Lambda(
            "ALAMO.WHOLE_YEAR",
            ("year",),
            f"""IF(AND(OR(LEN(year)=2,LEN(year)=4),ALAMO.DIGITS(year)),
            VALUE(year)+IF(LEN(year)=2,{inputs.YEARS_WRITTEN[100]},0),#VALUE!)""",
            "A year of two digits or four.",
        ),
        Lambda(
            "ALAMO.YEAR",
            ("fy",),
            f"""LET(text,ALAMO.TEXT(fy),
            number,IFERROR(ALAMO.NUMBER(fy),0),
            serial,AND(number>={inputs.FIRST_SERIAL},number<={inputs.LAST_SERIAL}),
            day,IF(serial,number,IFERROR(ALAMO.DAY(text),0)),
            named,SUBSTITUTE(MID(text,3,20),"/","-"),
            one,TEXTBEFORE(named&"-","-"),
            two,MID(named,LEN(one)+2,20),
            year,ALAMO.WHOLE_YEAR(TRIM(one)),
            IF(AND(number>={first},number<={last},number=INT(number)),number,
            IF(day>0,YEAR(day)+(MONTH(day)>={inputs.FIRST_MONTH}),
            IF(LEFT(text,2)<>"fy",#VALUE!,
            IF(one=named,year,IF(ALAMO.WHOLE_YEAR(TRIM(two))=year+1,year+1,#VALUE!))))))""",
            "The fiscal year of a year, FY2026, FY26, FY 2025-26 or a bill's date (R13).",
        ),
    )


def _sizes() -> tuple[Lambda, ...]:
    return (
        Lambda(
            "ALAMO.BARE_SIZE",
            ("size",),
            """LET(text,ALAMO.TEXT(size),
            bare,REDUCE(text,ALAMO.INCH_WORDS,LAMBDA(sofar,word,
            IF(AND(sofar=text,RIGHT(text,LEN(word))=word),TRIM(LEFT(text,LEN(text)-LEN(word))),sofar))),
            TRIM(REDUCE(bare,ALAMO.SIGNS,LAMBDA(sofar,sign,
            SUBSTITUTE(sofar,sign,XLOOKUP(sign,ALAMO.SIGNS,ALAMO.SIGN_WORDS))))))""",
            "A size without its word for inches, ½ written as 1/2.",
        ),
        Lambda(
            "ALAMO.INCHES",
            ("text",),
            """LET(words,TRIM(SUBSTITUTE(text,"-"," ")),
            mixed,ISNUMBER(FIND(" ",words)),
            whole,IF(mixed,TEXTBEFORE(words," "),"0"),
            part,IF(mixed,TEXTAFTER(words," ",-1),words),
            top,TEXTBEFORE(part&"/","/"),
            bottom,MID(part,LEN(top)+2,9),
            written,AND(words=IF(mixed,whole&" ","")&part,LEFT(text)<>"-",LEN(whole)<3,LEN(top)<3,LEN(bottom)<3,
            ALAMO.DIGITS(whole&top&bottom)),
            IF(bottom="",ALAMO.NUMBER(text),IFERROR(IF(written,VALUE(whole)+VALUE(top)/VALUE(bottom),#VALUE!),#VALUE!)))""",
            "The inches of 3/4, 1-1/2, 1 1/2 or 1.5.",
        ),
        Lambda(
            "ALAMO.PIPE",
            ("size",),
            f"""LET(inches,ALAMO.INCHES(ALAMO.BARE_SIZE(size)),
            whole,INT(inches),
            part,inches-whole,
            sixteenths,inches*{inputs.SMALLEST_PART},
            IF(OR(inches<=0,inches>{inputs.LARGEST_PIPE},sixteenths<>INT(sixteenths)),#VALUE!,
            IF(whole>0,whole,"")&IF(AND(whole>0,part>0),"-","")&IF(part>0,XLOOKUP(part,ALAMO.PARTS,ALAMO.PART_WORDS),"")))""",
            "A pipe's size as the resolution writes it, such as 1-1/2.",
        ),
        Lambda(
            "ALAMO.SIZE",
            ("meter_size",),
            """LET(known,XMATCH("size "&ALAMO.SQUEEZED(meter_size),ALAMO.WRITTEN),
            IF(ISNUMBER(known),INDEX(ALAMO.MEANS,known),ALAMO.PIPE(meter_size)))""",
            "A meter's size as the resolution writes it, or multi-family.",
        ),
    )


def _places(schedule: Schedule) -> int:
    """Decimals of a volume (R7)."""
    exponent = schedule.limits.quantity_step.as_tuple().exponent
    return -int(exponent)
