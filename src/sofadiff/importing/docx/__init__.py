"""Word files (DOCX) to blocks: automatic numbers resolved, tracked changes asked for, nothing left out in silence."""
