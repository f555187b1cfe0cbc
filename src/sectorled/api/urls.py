"""Addresses of the API: /api/ for people, /api/v1/ for programs."""

from django.urls import path, re_path

from sectorled.api.pages import about
from sectorled.api.problems import nothing_here
from sectorled.api.v1 import api

urlpatterns = [
    path("", about, name="api"),
    path("v1/", nothing_here),
    path("v1/", api.urls),
    re_path("^v1/", nothing_here),
]
