"""Releases: immutable versions of all figures.  Build, verify, publish, list, compare, roll back."""
