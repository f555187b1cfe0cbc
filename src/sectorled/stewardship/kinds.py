"""Kinds of files in words."""

KIND_WORDS = {
    "package": "Data package",
    "council-register": "Register of councils",
    "ons-els": "ONS local indicators",
    "hexmaps": "Hexagon map of councils",
    "lait": "Local authority interactive tool (children)",
    "revenue-outturn": "Revenue outturn",
    "ofsted-ilacs": "Ofsted inspections of children's services",
    "mapped": "Any other table: you say what its columns mean",
    "names": "Name accepted for a council",
}
