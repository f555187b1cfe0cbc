"""What pages of comparison show, by subject."""
