"""The functions in Excel on Windows, through classic xlwings."""
