"""What cannot be undone asks first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def asked_first(request: HttpRequest, *, heading: str, text: str, button: str, back: str) -> HttpResponse:
    """The page that asks: what would happen, a button that posts to the same address, and the way back."""
    return render(request, "site/sure.html", {"heading": heading, "text": text, "button": button, "back": back})
