"""Pages of comparison: a council, a measure, a group, a basket; replies; downloads."""
