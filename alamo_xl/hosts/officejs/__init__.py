"""The functions in Excel on Windows, Mac and the web, through xlwings Server or xlwings Lite."""
