"""Addresses of what people do with figures: reply, moderate, follow, look, pause, keep measures, report."""

from django.urls import path

from sectorled.comparison.views import asked, following, measures, moderation, pauses, replies, report, since

urlpatterns = [
    path("councils/<str:code>/replies/", replies.replies, name="replies"),
    path("councils/<str:code>/replies/<str:metric>/", replies.reply, name="reply"),
    path("councils/<str:code>/replies/<int:reply_id>/withdraw/", replies.withdraw, name="withdraw-reply"),
    path("replies/", moderation.queue, name="moderation"),
    path("replies/<int:reply_id>/", moderation.moderate, name="moderate"),
    path("replies/<int:reply_id>/publish/", moderation.publish, name="publish-reply"),
    path("following/", following.following, name="following"),
    path("following/stop/<str:token>/", following.stop, name="stop-following"),
    path("councils/<str:code>/follow/", following.follow, name="follow"),
    path("councils/<str:code>/unfollow/", following.unfollow, name="unfollow"),
    path("councils/<str:code>/changed/", since.changed, name="changed"),
    path("councils/<str:code>/changed/seen/", since.seen, name="seen"),
    path("pauses/", pauses.pauses, name="pauses"),
    path("pauses/<int:pause_id>/end/", pauses.end, name="end-pause"),
    path("councils/<str:code>/own-measures/", measures.measures, name="own-measures"),
    path("councils/<str:code>/own-measures/table.csv", measures.table, name="own-measures-table"),
    path("councils/<str:code>/own-measures/upload/", measures.upload, name="upload-own-measures"),
    path("councils/<str:code>/own-measures/new/", measures.define, name="new-own-measure"),
    path("councils/<str:code>/own-measures/<int:measure_id>/", measures.measure, name="own-measure"),
    path("councils/<str:code>/own-measures/<int:measure_id>/edit/", measures.define, name="edit-own-measure"),
    path("councils/<str:code>/report/", report.report, name="report"),
    path("reports/<str:key>/", asked.asked, name="asked-report"),
    path("reports/<str:key>/file/", asked.asked_file, name="asked-report-file"),
    path("councils/<str:code>/report/quarterly/", report.quarterly, name="quarterly"),
    path("councils/<str:code>/reports/<int:report_id>/", report.made, name="made-report"),
    path("councils/<str:code>/reports/<int:report_id>/quarterly.<str:form>", report.download, name="report-file"),
]
