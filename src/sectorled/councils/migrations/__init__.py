"""The steps by which the records of `councils` came to be as they are."""
