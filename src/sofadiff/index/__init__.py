"""A saved index of many texts: built once, opened in milliseconds, searched without the files it was made from.

Needs the extra ``index`` (numpy and rapidfuzz). The file is described in :mod:`sofadiff.index.container`.
"""
