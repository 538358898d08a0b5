"""The facts in every form that readers and machines use: a module a form, `files(schedule)` -> names and text."""

FORMATS = {
    "csv": "alamo_xl.exports.csv_files",
    "json": "alamo_xl.exports.json_file",
    "owrs": "alamo_xl.exports.owrs",
    "html": "alamo_xl.exports.html_page",
}
