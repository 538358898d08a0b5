"""Where the functions live: Excel, Office.js, LibreOffice."""
