"""Pages about people: their own account, who holds which role, what was recorded."""
