"""The functions as a LibreOffice Calc add-in."""
