"""Pages of the data steward: files taken in, the catalogue reviewed, releases made, checked and published."""
