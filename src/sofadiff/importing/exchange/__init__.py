"""A record as plain text or Markdown, and back: the same clauses, labels, parents, headings, texts and notes.

A written file begins with a head between `---` lines. Below it every line is one entry: a clause, a further paragraph
of one, a footnote, a block of the preamble. Indentation (plain text) or headings and list levels (Markdown) say what
stands under what. Whatever the bare line would not say stands behind the label as a mark in braces: `{unverified}`.
"""
