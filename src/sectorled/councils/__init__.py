"""Areas over time as the release has them, in rows that records can point to, and the release that pages read."""
