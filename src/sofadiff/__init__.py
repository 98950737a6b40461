"""sofadiff: status-of-forces agreements as structured clauses, compared and reported clause by clause.

The four things one does with it are four functions: :func:`read` a record, :func:`check` it, :func:`compare` two of
them, and :func:`report` on one against others. Each is imported when it is first used, so that importing the package
costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sofadiff.catalog import report as report
    from sofadiff.checks import check as check
    from sofadiff.comparison.compare import compare as compare
    from sofadiff.corpus import read as read

__version__ = "0.1.0"
__all__ = ["__version__", "check", "compare", "read", "report"]

_HOMES = {"read": "corpus", "check": "checks", "compare": "comparison.compare", "report": "catalog"}


def __getattr__(name: str) -> Any:
    """Import a verb's home when the verb is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sofadiff' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - deferred so that `import sofadiff` stays free

    return getattr(import_module(f"sofadiff.{_HOMES[name]}"), name)
