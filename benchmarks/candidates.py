"""What looking closely at the nearest clauses only costs: every ninth pair of records, with few and all candidates."""

from __future__ import annotations

import itertools


def main() -> None:
    """Print how many pairings come out otherwise when every clause is a candidate."""
    from sofadiff import corpus
    from sofadiff.comparison import scoring
    from sofadiff.comparison.compare import compare

    pairs = [pair for n, pair in enumerate(itertools.combinations(corpus.slugs(), 2)) if n % 9 == 0]
    found = []
    for candidates in (scoring.CANDIDATES, 10**6):
        scoring.CANDIDATES = candidates
        links = set()
        for one, two in pairs:
            comparison = compare(corpus.read(one), corpus.read(two))
            links |= {(one, two, link.base, link.other) for link in comparison.links if link.base and link.other}
        found.append(links)
    few, every = found
    print(
        f"{len(pairs)} pairs of records, {len(few)} pairings; with all clauses as candidates {len(few ^ every)} differ:"
    )
    for one, two, base, other in sorted(few ^ every):
        kept = "few" if (one, two, base, other) in few else "all"
        print(f"  {kept}: {one} {' '.join(base)} - {two} {' '.join(other)}")


if __name__ == "__main__":
    main()
