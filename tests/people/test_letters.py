"""Nobody fills another's letter box by asking again and again in their name."""

import time
from itertools import count
from types import SimpleNamespace

import pytest
from allauth.core.internal import ratelimit
from django.core import mail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("email", ["officer@example.org", "nobody@example.org"])
def test_ten_letters_an_hour_about_a_password_are_enough(client, officer, monkeypatch, email):
    seconds = count(time.time(), 20)
    clock = SimpleNamespace(time=lambda: next(seconds), monotonic=time.monotonic, sleep=time.sleep)
    monkeypatch.setattr(ratelimit, "time", clock)

    answers = [client.post("/account/password/reset/", {"email": email}).status_code for _ in range(12)]

    assert answers == [302] * 10 + [429] * 2
    assert len(mail.outbox) == 10
