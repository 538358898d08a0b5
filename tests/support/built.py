"""The files that `alamo-xl build` writes, by name."""

RATES = "alamogordo-rates.xlsx"
MODEL = "alamogordo-rate-model.xlsx"
MACRO_MODEL = "alamogordo-rate-model.xlsm"
FUNCTIONS = "alamogordo-functions.xlsx"
LAMBDA = "alamogordo-lambda.xlsx"
ADDIN = "alamo-xl.xlam"
OXT = "alamo-xl.oxt"
BOOKS = (RATES, MODEL, FUNCTIONS)
"""What every engine calculates."""
LINTED = (*BOOKS, LAMBDA)
PACKAGES = (*LINTED, MACRO_MODEL, ADDIN)
FILES = (*PACKAGES, OXT)
