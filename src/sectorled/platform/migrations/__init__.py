"""The steps by which the records of `platform` came to be as they are."""
