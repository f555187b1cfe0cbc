"""Tables that every subject needs: the audit log, stored files, messages."""

from sectorled.platform.models.audit import AuditEvent
from sectorled.platform.models.file import StoredFile
from sectorled.platform.models.message import Message

__all__ = ["AuditEvent", "Message", "StoredFile"]
