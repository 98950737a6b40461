"""The one door to numpy."""

from __future__ import annotations

from sofadiff.errors import MissingDependencyError

try:
    import numpy as np
except ImportError:
    raise MissingDependencyError(
        "is not installed, and an index needs it.",
        where="numpy",
        remedy="Install it with `pip install 'sofadiff[index]'`; `nearest` without --index works as it is.",
    ) from None

__all__ = ["np"]
