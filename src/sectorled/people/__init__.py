"""Users, organisations, and roles at councils and at the sector body."""
