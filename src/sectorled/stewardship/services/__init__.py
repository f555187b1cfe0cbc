"""What stewards do, by subject."""
