"""The site's addresses, with an empty view beside them that passes through the same middleware."""

from django.http import HttpResponse
from django.urls import path

from sectorled.site.urls import handler400, handler403, handler404, handler500
from sectorled.site.urls import urlpatterns as ours

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*ours, path("empty/", lambda _: HttpResponse())]
