"""Charts: a title with its unit, axis titles, a light horizontal grid, colours in a fixed order, alt text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from alamo_xl.books.kit.grid import Grid
from alamo_xl.books.kit.refs import Ref
from alamo_xl.books.style import FONT, PALETTE

GRID = "D9D9D9"
ROW_CM = 0.53
MOST_BELOW = 4
"""How many names a legend has below a chart; more stand beside it, for below they would take its height."""


@dataclass(frozen=True)
class Chart:
    """What a chart shows. series: (name, cells) or (name, cells, colour number), where a name is words or the cell
    that holds them; alt: a sentence for those who cannot see it.
    """

    title: str
    categories: Ref
    series: Sequence[tuple[str | Ref, Ref] | tuple[str | Ref, Ref, int]]
    x_title: str
    y_title: str
    alt: str
    kind: Literal["line", "bar", "stacked"] = "line"
    number_format: str = "$#,##0"
    width_cm: float = 22
    height_cm: float = 9
    column: int = 1
    y_range: tuple[float | None, float | None] = (None, None)


def _text(size: int, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size * 100, b=bold, latin=Font(typeface=FONT), solidFill="404040")


def _titled(text: str, size: int, bold: bool = False) -> Any:
    from openpyxl.chart.title import title_maker

    title: Any = title_maker(text)
    for paragraph in title.tx.rich.p:
        paragraph.pPr = ParagraphProperties(defRPr=_text(size, bold))
        for run in paragraph.r:
            run.rPr = _text(size, bold)
    title.overlay = False
    return title


def _reference(sheet: Grid, ref: Ref) -> Reference:
    worksheet = sheet.book.workbook[ref.sheet]
    return Reference(worksheet, ref.column, ref.row, ref.column + ref.columns - 1, ref.row + ref.rows - 1)


def draw(sheet: Grid, wanted: Chart, top: Ref) -> int:
    """Draw a chart in its column, from the row of `top` on; the rows that it covers, and one below."""
    if len(wanted.series) > 6:
        raise ValueError(f"{wanted.title}: at most six series")
    chart: Any = LineChart() if wanted.kind == "line" else BarChart()
    if wanted.kind != "line":
        chart.type, chart.gapWidth = "col", 60
        chart.grouping, chart.overlap = ("stacked", 100) if wanted.kind == "stacked" else ("clustered", -5)
    chart.title = _titled(wanted.title, 12, bold=True)
    chart.style, chart.width, chart.height = 2, wanted.width_cm, wanted.height_cm
    for index, (name, cells, *colour) in enumerate(wanted.series):
        series = Series(_reference(sheet, cells), title=None if isinstance(name, Ref) else name)
        if isinstance(name, Ref):
            series.tx = SeriesLabel(strRef=StrRef(str(name)))
        rgb = PALETTE[colour[0] if colour else index]
        if wanted.kind == "line":
            series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=rgb, w=28575))
            series.smooth = False
            series.marker.symbol = ("circle", "square", "triangle", "diamond", "x", "star")[index]
            series.marker.size = 6
            series.marker.graphicalProperties = GraphicalProperties(solidFill=rgb, ln=LineProperties(solidFill=rgb))
        else:
            series.graphicalProperties = GraphicalProperties(solidFill=rgb)
        chart.series.append(series)
    chart.set_categories(_reference(sheet, wanted.categories))
    for axis, title in ((chart.x_axis, wanted.x_title), (chart.y_axis, wanted.y_title)):
        axis.title, axis.delete = _titled(title, 10), False
        axis.txPr = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_text(10)), endParaRPr=_text(10))])
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill="808080"))
        axis.majorTickMark = "none"
    chart.x_axis.majorGridlines = None
    chart.x_axis.number_format, chart.x_axis.tickLblPos = "0", "low"
    chart.y_axis.number_format = wanted.number_format
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = wanted.y_range
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GRID, w=6350))
    if len(wanted.series) == 1:
        chart.legend = None
    else:
        chart.legend.position = "b" if len(wanted.series) <= MOST_BELOW else "r"
        chart.legend.txPr = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_text(10)), endParaRPr=_text(10))])
    chart.alt_text = wanted.alt
    chart.roundedCorners = False
    sheet.worksheet.add_chart(chart, top.cell(0, wanted.column - 1).plain)
    sheet.page.charts.append((wanted.column, wanted.width_cm))
    return int(wanted.height_cm / ROW_CM) + 2
