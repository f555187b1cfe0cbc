"""Forms by subject."""
