"""What only Excel 365 knows, of which the book of LAMBDAs may use these; and how long its names may be."""

FUNCTIONS = frozenset({
    "LAMBDA", "LET", "ISOMITTED", "MAP", "REDUCE", "XLOOKUP", "XMATCH", "TEXTBEFORE", "TEXTAFTER", "DROP", "UNICHAR",
})  # fmt: skip
"""Functions newer than the file format, which files write as `_xlfn.LET`."""
LONGEST_NAME, LONGEST_COMMENT = 1_000, 255
