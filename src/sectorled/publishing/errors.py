"""What publishing raises when a document cannot be made; the message names the remedy and is safe to show."""


class PublishingError(Exception):
    """A document, table or chart that cannot be published in the form asked for."""
