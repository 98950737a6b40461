"""HTML: web pages, EUR-Lex, what Word and LibreOffice save or paste as a page."""
