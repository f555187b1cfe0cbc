"""What people do with figures, by subject."""
