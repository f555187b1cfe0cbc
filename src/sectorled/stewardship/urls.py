"""Addresses of the data steward's pages; they read like sentences."""

from django.urls import path

from sectorled.stewardship.views import columns, files, loads, measures, names, releases, reviewing, tasks

urlpatterns = [
    path("", tasks.tasks, name="steward"),
    path("files/", files.sent, name="steward-files"),
    path("files/send/", files.send, name="steward-send"),
    path("files/<int:pk>/", files.intake, name="steward-intake"),
    path("files/<int:pk>/again/", files.again, name="steward-intake-again"),
    path("files/<int:pk>/accept/", files.accept, name="steward-intake-accept"),
    path("files/<int:pk>/set-aside/", files.aside, name="steward-intake-aside"),
    path("files/<int:pk>/refusals.csv", files.refusals, name="steward-intake-refusals"),
    path("files/<int:pk>/columns/", columns.columns, name="steward-columns"),
    path("files/<int:pk>/columns/words/", columns.words, name="steward-words"),
    path("files/<int:pk>/columns/check/", columns.check, name="steward-columns-check"),
    path("names/", names.names, name="steward-names"),
    path("loads/", loads.loads, name="steward-loads"),
    path("loads/<slug:load>/", loads.load, name="steward-load"),
    path("loads/<slug:load>/refusals.csv", loads.refusals, name="steward-load-refusals"),
    path("loads/<slug:load>/withdraw/", loads.withdraw, name="steward-withdraw"),
    path("measures/", measures.measures, name="steward-measures"),
    path("measures/reviews.csv", measures.export, name="steward-reviews-csv"),
    path("measures/import/", reviewing.bring, name="steward-reviews-import"),
    path("measures/review/", reviewing.review, name="steward-review"),
    path("measures/<str:metric>/", measures.measure, name="steward-measure"),
    path("releases/", releases.releases, name="steward-releases"),
    path("releases/make/", releases.make, name="steward-make"),
    path("releases/roll-back/", releases.roll_back, name="steward-roll-back"),
    path("releases/work/<int:pk>/", releases.work, name="steward-work"),
    path("releases/work/<int:pk>/publish/", releases.publish, name="steward-publish"),
    path("releases/work/<int:pk>/drop/", releases.drop, name="steward-drop"),
    path("releases/work/<int:pk>/try-again/", releases.try_again, name="steward-try-again"),
    path("releases/work/<int:pk>/<str:name>.csv", releases.listed, name="steward-work-list"),
]
