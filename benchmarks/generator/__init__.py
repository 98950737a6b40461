"""Seeded pairs of agreements with known alignment and known edits; the text is our own, most of its words made up."""

from benchmarks.generator.pairs import classed as classed
from benchmarks.generator.pairs import derived as derived
from benchmarks.generator.pairs import hidden as hidden
from benchmarks.generator.pairs import noise as noise
from benchmarks.generator.pairs import unrelated as unrelated
from benchmarks.generator.redrafting import STRENGTHS as STRENGTHS
from benchmarks.generator.rendering import agreement as agreement
from benchmarks.generator.rendering import akn as akn
from benchmarks.generator.rendering import docx as docx
from benchmarks.generator.rendering import positions as positions
from benchmarks.generator.rendering import text as text
from benchmarks.generator.sides import Clause as Clause
from benchmarks.generator.sides import KnownEdit as KnownEdit
from benchmarks.generator.sides import Pair as Pair
from benchmarks.generator.sides import Side as Side
