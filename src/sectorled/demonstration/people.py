"""Who signs in to the demonstration."""

AMBERFOLD = "X06000001"
PASSWORD = "demonstration-2026"  # noqa: S105 - printed at every start, for invented people alone
PEOPLE = (  # e-mail address, name, role and council (blank: the sector body), or no role
    ("officer@amberfold.example", "Priya Marlow", "officer", AMBERFOLD),
    ("leader@amberfold.example", "Tom Ashdown", "leader", AMBERFOLD),
    ("steward@sector.example", "Ines Calder", "steward", ""),
    ("administrator@sector.example", "Joe Winter", "administrator", ""),
    ("resident@example.org", "Sam Reed", "", ""),
)
