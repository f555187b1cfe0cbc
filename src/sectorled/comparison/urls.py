"""Addresses of the pages of comparison; they read like sentences."""

from django.urls import path

from sectorled.comparison.views import council, metric, moderation, replies

urlpatterns = [
    path("councils/", council.councils, name="councils"),
    path("councils/<str:code>/", council.council, name="council"),
    path("measures/<str:metric_id>/", metric.metric, name="measure"),
    path("measures/<str:metric_id>/<str:picture>.<str:form>", metric.picture, name="measure-picture"),
    path("councils/<str:code>/replies/", replies.replies, name="replies"),
    path("councils/<str:code>/replies/<str:metric>/", replies.reply, name="reply"),
    path("councils/<str:code>/replies/<int:reply_id>/withdraw/", replies.withdraw, name="withdraw-reply"),
    path("replies/", moderation.queue, name="moderation"),
    path("replies/<int:reply_id>/", moderation.moderate, name="moderate"),
    path("replies/<int:reply_id>/publish/", moderation.publish, name="publish-reply"),
]
