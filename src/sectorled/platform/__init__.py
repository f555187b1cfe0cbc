"""Audit, permissions, notifications, files, tasks: what every subject needs; no subject matter."""
