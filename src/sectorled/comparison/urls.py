"""Addresses of the pages of comparison; they read like sentences."""

from django.urls import include, path

from sectorled.comparison.views import brief, council, metric, search

urlpatterns = [
    path("", include("sectorled.comparison.research_urls")),
    path("", include("sectorled.comparison.file_urls")),
    path("", include("sectorled.comparison.act_urls")),
    path("councils/", council.councils, name="councils"),
    path("councils/<str:code>/", council.council, name="council"),
    path("councils/<str:code>/measures/", council.measures, name="council-measures"),
    path("councils/<str:code>/spine/", council.spine, name="council-spine"),
    path("councils/<str:code>/brief/", brief.page, name="council-brief"),
    path("councils/<str:code>/brief.pdf", brief.pdf, name="council-brief-pdf"),
    path("councils/<str:code>/<str:picture>.<str:form>", council.picture, name="council-picture"),
    path("search/", search.searched, name="search"),
    path("names.json", search.every_name, name="names"),
    path("measures/<str:metric_id>/", metric.metric, name="measure"),
    path("measures/<str:metric_id>/<str:picture>.<str:form>", metric.picture, name="measure-picture"),
]
