"""The workbooks: a builder `build(schedule) -> Book` a book, the kit they share, and what reads and checks them."""

import os

os.environ["OPENPYXL_LXML"] = "False"  # the same bytes with and without lxml; openpyxl reads it when imported
