"""Addresses of the pages of comparison; they read like sentences."""

from django.urls import path

from sectorled.comparison.views import council, metric

urlpatterns = [
    path("councils/", council.councils, name="councils"),
    path("councils/<str:code>/", council.council, name="council"),
    path("measures/<str:metric_id>/", metric.metric, name="measure"),
    path("measures/<str:metric_id>/<str:picture>.<str:form>", metric.picture, name="measure-picture"),
]
