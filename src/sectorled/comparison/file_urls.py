"""Addresses of files and embedded charts: they stay as they are, for spreadsheets and other sites hold them."""

from django.urls import path

from sectorled.comparison.views import downloads, embeds

urlpatterns = [
    path("downloads/", downloads.downloads, name="downloads"),
    path("measures/<str:metric_id>/data.<str:form>", downloads.measure_data, name="measure-data"),
    path("measures/<str:metric_id>/<str:picture>.csv", downloads.chart_data, name="chart-data"),
    path("measures/<str:metric_id>/embed/", embeds.how_to_embed, name="embed-this"),
    path("councils/<str:code>/data.<str:form>", downloads.council_data, name="council-data"),
    path("releases/<str:release_id>/package.zip", downloads.release_package, name="release-package"),
    path("releases/<str:release_id>/observations.parquet", downloads.release_observations, name="release-observations"),
    path("releases/<str:release_id>/standings.parquet", downloads.release_standings, name="release-standings"),
    path("releases/<str:release_id>/datapackage.json", downloads.release_descriptor, name="release-descriptor"),
    path("embed/measures/<str:metric_id>/", embeds.embedded, name="embedded-chart"),
]
