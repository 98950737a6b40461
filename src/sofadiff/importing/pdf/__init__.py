"""PDF files to lines in reading order: text layer only, never half-read."""
