"""The charts of comparison: made of what pages show, drawn at their own addresses, kept once drawn."""
