"""Where the command line starts: `sofadiff`, or `python -m sofadiff`."""

from __future__ import annotations

import gc

GARBAGE = 200_000
"""How many new objects it takes until Python looks for garbage in cycles: most commands end with fewer."""


def main() -> None:
    """Run the command line, which is imported when the search for garbage is out of its way."""
    gc.set_threshold(GARBAGE)
    from sofadiff.cli import main as run  # noqa: PLC0415 - see above

    run()


if __name__ == "__main__":
    main()
