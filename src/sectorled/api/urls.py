"""Addresses of the API: /api/ for people, /api/v1/ for programs."""

from django.urls import path

from sectorled.api.pages import about
from sectorled.api.v1 import api

urlpatterns = [path("", about, name="api"), path("v1/", api.urls)]
