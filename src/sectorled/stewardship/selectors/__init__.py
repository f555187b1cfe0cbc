"""What stewards see, by subject."""
