"""The steps by which the records of `people` came to be as they are."""
