"""What `scale` sets sofadiff's index against: lxml alone, and the libraries that people use for likeness of texts.

Usage: python -m benchmarks.corpus_peers parse|tfidf-build|tfidf-pairs FOLDER

Each prints the seconds of its work without the start of Python and the imports.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

TOP = 10
_P = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}p"
_BLOCK = 2000
"""Rows that are multiplied at one time."""


def files(folder: str) -> list[str]:
    """The files of a corpus, in order."""
    return sorted(str(path) for path in Path(folder).glob("*.xml"))


def parse(folder: str) -> None:
    """lxml, and nothing else."""
    from lxml import etree

    names = files(folder)
    start = time.perf_counter()
    for name in names:
        etree.parse(name)
    print(time.perf_counter() - start)


def texts(folder: str) -> list[str]:
    """The words of all clauses, by lxml and nothing else."""
    from lxml import etree

    return ["".join(p.itertext()) for name in files(folder) for p in etree.parse(name).iter(_P)]


def tfidf(clauses: Sequence[str]) -> Any:
    """scikit-learn's matrix of weighed words, with its usual settings; one row a clause, length one."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer().fit_transform(clauses)


def tfidf_build(folder: str) -> None:
    """Files to matrix, saved."""
    import tempfile

    import scipy.sparse

    start = time.perf_counter()
    with tempfile.NamedTemporaryFile(suffix=".npz") as out:
        scipy.sparse.save_npz(out.name, tfidf(texts(folder)), compressed=False)
    print(time.perf_counter() - start)


def nearest(rows: Any, matrix: Any, top: int, threads: int = 2) -> Any:
    """For each row the most alike rows of the matrix, exactly, by sparse_dot_topn."""
    from sparse_dot_topn import sp_matmul_topn

    return sp_matmul_topn(rows, matrix.T.tocsr(), top_n=top, n_threads=threads, sort=True)


def tfidf_pairs(folder: str) -> None:
    """Every clause against every other, by likeness of words alone; nothing is written."""
    start = time.perf_counter()
    matrix = tfidf(texts(folder))
    for first in range(0, matrix.shape[0], _BLOCK * 10):
        nearest(matrix[first : first + _BLOCK * 10], matrix, TOP + 1)
    print(time.perf_counter() - start)


if __name__ == "__main__":
    {"parse": parse, "tfidf-build": tfidf_build, "tfidf-pairs": tfidf_pairs}[sys.argv[1]](sys.argv[2])
