"""`python -m sofadiff`."""

from sofadiff.cli import main

if __name__ == "__main__":
    main()
