"""The facts in every form that readers and machines use: a module a form, `files(schedule)` -> names and text."""

from collections.abc import Callable, Mapping

from alamo_xl.exports import csv_files, html_page, json_file, notice, owrs, pdf
from alamo_xl.exports.edition import Edition
from alamo_xl.schedule import Schedule

FORMATS: dict[str, Callable[[Schedule, Edition], Mapping[str, str | bytes]]] = {
    "csv": csv_files.files,
    "json": json_file.files,
    "owrs": owrs.files,
    "html": html_page.files,
    "notice": notice.files,
    "pdf": pdf.files,
}
