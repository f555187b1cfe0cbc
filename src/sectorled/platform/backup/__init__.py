"""One archive of everything that an installation holds: records, uploaded files, the warehouse; and back again."""
