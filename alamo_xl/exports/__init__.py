"""The facts in every form that readers and machines use: a module a form, `files(schedule)` -> names and text."""

from alamo_xl.exports import csv_files, html_page, json_file, owrs

FORMATS = {
    "csv": csv_files.files,
    "json": json_file.files,
    "owrs": owrs.files,
    "html": html_page.files,
}
