"""Addresses for research users: catalogue, comparisons, baskets, releases, values, groups, reorganisation."""

from django.urls import path

from sectorled.comparison.views import (
    basket,
    builder,
    catalogue,
    changed,
    groups,
    movers,
    proposed,
    provenance,
    releases,
)

urlpatterns = [
    path("measures/", catalogue.measures, name="measures"),
    path("measures/catalogue.csv", catalogue.measures_csv, name="measures-csv"),
    path("measures/<str:metric_id>/movers/", movers.movers, name="movers"),
    path("measures/<str:metric_id>/movers.csv", movers.movers_csv, name="movers-csv"),
    path("compare/", builder.compare, name="compare"),
    path("compare/figures.csv", builder.compare_csv, name="compare-csv"),
    path("compare/report.<str:form>", builder.report, name="compare-report"),
    path("compare/charts/<str:picture>.<str:form>", builder.picture, name="compare-picture"),
    path("baskets/", basket.baskets, name="baskets"),
    path("baskets/<str:name>/", basket.basket, name="basket"),
    path("baskets/<str:name>/direction.<str:form>", basket.basket_file, name="basket-file"),
    path("releases/", releases.releases, name="releases"),
    path("releases/<str:name>/", releases.release, name="release"),
    path("releases/<str:name>/changes/", changed.changes, name="release-changes"),
    path("releases/<str:name>/changes.csv", changed.changes_csv, name="release-changes-csv"),
    path("values/", provenance.look_up, name="values"),
    path("values/<path:value_id>/", provenance.value, name="value"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<str:name>/", groups.group, name="group"),
    path("groups/<str:name>/members.csv", groups.group_csv, name="group-csv"),
    path("councils/<str:code>/neighbours/", groups.neighbours, name="neighbours"),
    path("councils/<str:code>/neighbours.csv", groups.neighbours_csv, name="neighbours-csv"),
    path("councils/<str:code>/same-verdict/<str:metric>/", groups.same_verdict, name="same-verdict"),
    path("councils/<str:code>/history/", proposed.history, name="history"),
    path("propose-a-council/", proposed.propose, name="propose-a-council"),
    path("propose-a-council/baseline.<str:form>", proposed.proposed_file, name="proposed-file"),
]
