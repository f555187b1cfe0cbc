"""Addresses of people: their own accounts, who holds which role, and what was recorded."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("sectorled.people.urls.account")),
    path("", include("sectorled.people.urls.administration")),
]
