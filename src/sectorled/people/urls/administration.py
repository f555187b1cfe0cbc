"""Who holds which role, and what was recorded: for administrators, and the log for each council's officers."""

from django.urls import path

from sectorled.people.views import people, records

urlpatterns = [
    path("people/", people.everyone, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/give-role/", people.give, name="give-role"),
    path("people/<int:pk>/close/", people.close, name="close-account"),
    path("people/<int:pk>/open-again/", people.open_again, name="open-account"),
    path("people/<int:pk>/forget/", people.forget, name="forget-person"),
    path("people/<int:pk>/remove-two-step/", people.remove_two_step, name="remove-two-step"),
    path("roles/<int:pk>/take/", people.take, name="take-role"),
    path("log/", records.log, name="log"),
    path("messages/", records.messages, name="messages"),
    path("messages/<int:pk>/", records.message, name="message"),
    path("files/<str:key>/", records.file, name="file"),
]
