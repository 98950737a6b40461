"""Every text of an index against all others: the nearest clauses of each clause, as lines of CSV, text by text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache

from sofadiff import codebook, messages, pinpoint
from sofadiff.index.search import Index
from sofadiff.index.workers import in_order, processors
from sofadiff.nearest import Clause, same_record
from sofadiff.nearest.assuming import assumed
from sofadiff.render.csv import guarded

COLUMNS = (
    "agreement",
    "eId",
    "pinpoint",
    "rank",
    "score",
    "words",
    "order",
    "near_agreement",
    "near_eId",
    "near_pinpoint",
    "language",
    "near_language",
    "restated",
    "near_restated",
    "support",
    "near_support",
    "assumed",
)
"""Ids and codes; the pinpoints are labels. `assumed` names the rule where the two clauses were not compared at all."""
