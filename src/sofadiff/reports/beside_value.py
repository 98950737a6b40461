"""What must be known with a value because its label covers more than the record knows of the text."""

from __future__ import annotations

from sofadiff.findings.deadlines import by_host_law
from sofadiff.findings.readings import CODED, Reading
from sofadiff.messages import Messages


def caveats(messages: Messages, reading: Reading) -> tuple[str, ...]:
    """Short phrases to stand beside the value and its rank; none for most readings.

    Said are: the only ground of arrest that is known, where the value covers two; that a default appointment does not
    replace a member whom one side does not name; that host law, not the clause, sets the time to file.
    """
    if reading.state != CODED:
        return ()
    found = []
    ground = reading.attribute("known_ground")
    if ground and messages.has(f"beside.known-ground.{ground}"):
        found.append(f"beside.known-ground.{ground}")
    if reading.attribute("member_default") == "no":
        found.append("beside.no-member-default")
    if by_host_law(reading):
        found.append("beside.host-law")
    return tuple(messages.say(key) for key in found)
