"""How often one address may ask."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.throttling import BaseThrottle

from sectorled.platform.addresses import client_network
from sectorled.platform.counting import counted

MINUTE = 60


class AddressLimit(BaseThrottle):
    """So many requests in each minute of the clock from one address."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request; False where it is one too many."""
        minute = int(timezone.now().timestamp()) // MINUTE
        return counted(f"api-{client_network(request)}", minute) <= settings.API_REQUESTS_A_MINUTE

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return MINUTE - int(timezone.now().timestamp()) % MINUTE
