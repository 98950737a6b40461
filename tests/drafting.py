"""Invented clauses for tests, in plain treaty English; no instrument says these sentences."""

from __future__ import annotations

from factories import term

CLAUSES = (
    "The Commander may search the premises of the Force. A search must be recorded in a register that the Commander "
    "keeps for 5 years.",
    "The Government must deliver drinking water to every camp of the Force at its own cost. Where a pipe is broken, "
    "the Government must repair it within 10 days.",
    "Vehicles of the Force carry a painted number. The Government may inspect the brakes of a vehicle that has caused "
    "an accident on a public road.",
    "A member of the Force pays duty on wine and tobacco brought into Ardenia. The duty may be refunded when the "
    "goods leave Ardenia again.",
    "Letters of members of the Force pass the frontier unopened. The postal office of the Force must label every bag "
    "with its colour and its weight.",
    "A doctor of the Force may treat local patients in an emergency. The hospital must receive the medical file of "
    "each patient on the same day.",
    "The courts of Ardenia try a member of the Force for theft committed outside the camps. The accused must be "
    "defended by a lawyer of the accused person's choice.",
    "Claims for damage to fields are heard by a board of three assessors. The board may award a farmer up to 900 "
    "crowns for each hectare of ruined harvest.",
    "Radio masts of the Force stand at least 400 metres from an airfield. The Government must assign the frequencies "
    "that the masts need.",
    "Local cooks and cleaners are hired under the labour law of Ardenia. Their wages must be paid at the end of each "
    "month in crowns.",
    "The body of a deceased member of the Force is handed over to the Commander. A post-mortem examination may be "
    "held where the cause of death is unknown.",
    "Weapons are stored in locked rooms under guard. The Commander must report the loss of a weapon to the police of "
    "Ardenia at once.",
    "Disputes about the meaning of these rules are settled by talks between the parties. If the talks fail, a panel "
    "of neutral arbitrators must decide the dispute.",
    "These rules end when the last member of the Force has left Ardenia. Claims that were filed earlier may still be "
    "heard by the board.",
)
TERMS = (
    term("head-of-mission", "Commander", "force-commander"),
    term("mission", "Force"),
    term("host-government", "Government"),
    term("host-state", "Ardenia"),
)
RENAMED = (
    term("head-of-mission", "Special Envoy", "international-official"),
    term("mission", "Presence"),
    term("host-government", "Cabinet"),
    term("host-state", "Borduria"),
)
NAMES = {"Commander": "Special Envoy", "Force": "Presence", "Government": "Cabinet", "Ardenia": "Borduria"}


def renamed(text: str) -> str:
    """The same clause under the other agreement's names."""
    for old, new in NAMES.items():
        text = text.replace(old, new)
    return text
