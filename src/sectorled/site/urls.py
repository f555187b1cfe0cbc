"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path

from sectorled.site import health, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("health/", health.health, name="health"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("how-we-work/", views.how_we_work, name="how-we-work"),
    path("privacy/", views.privacy, name="privacy"),
    path("print-size/", views.print_size, name="print-size"),
    path("", include("sectorled.people.urls")),
    path("steward/", include("sectorled.stewardship.urls")),
    path("api/", include("sectorled.api.urls")),
    path("", include("sectorled.comparison.urls")),
]
handler400 = "sectorled.site.views.bad_request"
handler403 = "sectorled.site.views.forbidden"
handler404 = "sectorled.site.views.not_found"
handler500 = "sectorled.site.views.broken"
handler429 = "sectorled.site.limits.too_many"
