"""How often one address may ask."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from ninja.throttling import BaseThrottle

MINUTE = 60


class AddressLimit(BaseThrottle):
    """So many requests in each minute of the clock from one address; proxies of our own are looked behind."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request; False where it is one too many."""
        minute = int(timezone.now().timestamp()) // MINUTE
        key = f"api-requests-{_address(request)}-{minute}"
        count = cache.get(key, 0) + 1
        cache.set(key, count, timeout=2 * MINUTE)
        return bool(count <= settings.API_REQUESTS_A_MINUTE)

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return MINUTE - int(timezone.now().timestamp()) % MINUTE


def _address(request: HttpRequest) -> str:
    before = [text.strip() for text in request.headers.get("X-Forwarded-For", "").split(",") if text.strip()]
    proxies = settings.PROXIES
    told = before[-min(proxies, len(before))] if proxies and before else request.META["REMOTE_ADDR"]
    return "".join(letter if letter.isalnum() else "-" for letter in told)[:60]
