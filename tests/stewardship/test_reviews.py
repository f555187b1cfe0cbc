"""Measures are reviewed one by one, together or from a CSV; reviews are history, and count from the next release on."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from sectorled.platform.models import AuditEvent
from sectorled.stewardship.models import MeasureReview, ReleaseWork
from sectorled.warehouse.load import load
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.release.build import build, manifest_of
from sectorled.warehouse.release.review import KEPT
from tests.warehouse.small_package import TABLES, write

pytestmark = pytest.mark.django_db
UNSAID = TABLES["metrics"] + "".join(f"q{i},Question {i},%,percentage,,100,1,,A survey\n" for i in range(1, 4))
FIGURES = TABLES["observations"] + "".join(f"q{i},X0{i},2023/24,{i},,,\n" for i in range(1, 4))
DECIDED = {"polarity": "high", "nature": "outcome", "reason": "More is better", "years": "2", "method": ""}


@pytest.fixture
def unsaid(warehouse, tmp_path):
    """Three measures of which nobody said which way is good, in a release that is built."""
    load(warehouse, "package", write(tmp_path / "unsaid", metrics=UNSAID, observations=FIGURES), at=timezone.now())
    return build(warehouse, at=timezone.now())


def review(desk, query, **said):
    """Decide on measures and confirm."""
    link = f"/steward/measures/review/?{query}"
    seen = MeasureReview.objects.order_by("pk").last()
    given = DECIDED | {"seen": seen.pk if seen else 0, "count": "1", "confirm": "1"} | said
    return desk.post(link, given)


def test_measures_without_review_are_listed_and_counted(desk, unsaid):
    listed = desk.get("/steward/measures/?state=unreviewed").content.decode()
    tasks = desk.get("/steward/").content.decode()

    assert "3 of 5 measures" in listed
    assert "Question 1" in listed
    assert "Days to decide" not in listed
    assert "3 measures" in tasks


def test_a_decision_is_shown_once_more_before_it_is_kept(desk, unsaid):
    response = review(desk, "metric=q1", confirm="")
    without = desk.post("/steward/measures/review/?metric=q1", DECIDED | {"seen": "0"})

    assert response.status_code == 302
    assert "Check before it is kept" in without.content.decode()


def test_a_review_counts_from_the_next_release_on_under_the_name_of_its_reviewer(desk, warehouse, unsaid):
    review(desk, "metric=q1")

    desk.post("/steward/releases/make/")

    made = Release(warehouse, manifest_of(warehouse, ReleaseWork.objects.get().release))
    row = made.metric("q1")
    assert (row["polarity"], row["nature"], row["reviewer"]) == ("high", "outcome", "Steward")
    assert row["reviewed"] == timezone.localdate()
    assert row["next_review"].year == timezone.localdate().year + 2
    assert made.manifest.unreviewed == ["q2", "q3"]
    assert made.manifest.reviews != unsaid.reviews
    assert warehouse.exists(KEPT)
    assert AuditEvent.objects.get(verb="measures.reviewed").details == {"measures": 1}


def test_all_that_fit_are_reviewed_together_and_blank_boxes_leave_each_as_it_is(desk, unsaid):
    review(desk, "metric=q1", value_type="crude rate")

    page = desk.get("/steward/measures/review/?which=all&q=question").content.decode()
    response = review(desk, "which=all&q=question", polarity="low", count="3")

    assert "Review 3 measures" in page
    assert response.status_code == 302
    newest = {one.metric: one for one in MeasureReview.objects.order_by("pk")}
    assert {one.polarity for one in newest.values()} == {"low"}
    assert newest["q1"].value_type == "percentage"  # the source says so, and that stands
    assert MeasureReview.objects.count() == 4


def test_the_same_decision_again_writes_nothing(desk, unsaid):
    review(desk, "metric=q1")

    response = review(desk, "metric=q1")

    assert response.status_code == 302
    assert MeasureReview.objects.count() == 1


def test_a_measure_that_somebody_else_reviewed_meanwhile_is_not_reviewed_blindly(desk, unsaid):
    review(desk, "metric=q1")

    response = review(desk, "metric=q1", seen="0", polarity="low")

    assert response.status_code == 409
    assert "q1 was reviewed by Steward while you did" in response.content.decode()
    assert MeasureReview.objects.get().polarity == "high"


def test_other_measures_than_at_first_are_not_reviewed(desk, unsaid):
    response = review(desk, "which=all&q=question", count="2")

    assert response.status_code == 409
    assert not MeasureReview.objects.exists()


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"polarity": ""}, "Say which way is good"),
        ({"nature": "league"}, "Select a valid choice"),
        ({"reason": " "}, "Say why, in a sentence"),
        ({"polarity": "target"}, "Enter the target"),
        ({"polarity": "target", "target_low": "5", "target_high": "4"}, "below its lower end"),
    ],
)
def test_a_decision_that_lacks_something_is_refused_with_a_link_to_the_field(desk, unsaid, said, message):
    response = review(desk, "metric=q1", **said)

    assert response.status_code == 400
    assert message in response.content.decode()
    assert not MeasureReview.objects.exists()


def test_a_target_is_a_point_or_a_range(desk, unsaid):
    review(desk, "metric=q1", polarity="target", target_low="5")
    review(desk, "metric=q2", polarity="target", target_low="5", target_high="6")
    review(desk, "metric=q3", target_low="7")

    found = MeasureReview.objects.order_by("metric").values_list("target_low", "target_high")

    assert list(found) == [(5, 5), (5, 6), (None, None)]
    assert "5.0 to 6.0" in desk.get("/steward/measures/q2/").content.decode()


def test_reviews_go_out_as_csv_and_come_back_unchanged(desk, unsaid):
    review(desk, "metric=q1")
    written = desk.get("/steward/measures/reviews.csv").content
    ours = [row for row in csv.reader(io.StringIO(written.decode("utf-8-sig"))) if row[0] in ("metric", "q1")]

    response = bring(desk, "\n".join(",".join(row) for row in ours))

    assert response.status_code == 302
    assert MeasureReview.objects.count() == 1


def bring(desk, text, name="reviews.csv"):
    """Bring a CSV of reviews."""
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    return desk.post("/steward/measures/import/", {"file": file})


def test_reviews_from_a_csv_keep_their_reviewer_and_date(desk, unsaid):
    response = bring(
        desk, "metric,polarity,nature,reviewer,reviewed,reason\nq1,low,service,A board,2026-01-02,It fell\n"
    )

    kept = MeasureReview.objects.get()
    assert response.status_code == 302
    assert (kept.reviewer, str(kept.reviewed), kept.polarity) == ("A board", "2026-01-02", "low")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("q1,sideways,service,A,2026-01-02,,,", "row 2, polarity &#39;sideways&#39;"),
        ("zz,low,service,A,2026-01-02,,,", "no measure is called so"),
        ("q1,low,service,A,yesterday,,,", "is no date"),
        ("q1,low,service,,2026-01-02,,,", "reviewer: is blank"),
        ("q1,target,service,A,2026-01-02,5,4,", "lower end and an upper end"),
        ("q1,low,service,A,2026-01-02,5,,", "only polarity target has one"),
        ("q1,low,service,A,2026-01-02,,,2025-01-01", "is before the review itself"),
        ("q1,low,service,A,2026-01-02,,,\nq1,low,service,A,2026-01-02,,,", "stands in an earlier row too"),
        (f"q1,low,service,{'A' * 201},2026-01-02,,,", "longer than 200 letters"),
    ],
)
def test_a_csv_with_one_wrong_row_is_not_taken_at_all(desk, unsaid, row, message):
    header = "metric,polarity,nature,reviewer,reviewed,target_low,target_high,next_review\n"
    response = bring(desk, f"{header}q2,high,service,A,2026-01-02,,,\n{row}\n".replace("row 2", "row 3"))

    assert response.status_code == 400
    assert message.replace("row 2", "row 3") in response.content.decode()
    assert not MeasureReview.objects.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [("a,b\n1,2\n", "no column metric"), (b"MZ\x90\x00\xff", "is neither"), ("", "This file is empty")],
)
def test_a_file_that_is_no_csv_of_reviews_is_refused(desk, unsaid, text, message):
    response = bring(desk, text)

    assert response.status_code == 400
    assert message in response.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"polarity": "target"},
        {"polarity": "target", "target_low": 5, "target_high": 4},
        {"polarity": "high", "target_low": 5, "target_high": 5},
        {"polarity": "sideways"},
        {"polarity": "high", "nature": "league"},
        {"polarity": "high", "next_review": "2020-01-01"},
    ],
)
def test_the_database_holds_what_a_review_may_be(steward, wrong):
    said = {"metric": "m", "reviewer": "A", "reviewed": "2026-01-02", "by": steward, "at": timezone.now()}

    with pytest.raises(IntegrityError), transaction.atomic():
        MeasureReview.objects.create(**said | wrong)


def test_nothing_to_review_is_not_there(desk, unsaid):
    assert desk.get("/steward/measures/review/?metric=nonsense").status_code == 404
    assert desk.get("/steward/measures/nonsense/").status_code == 404
    assert "No measure fits" in desk.get("/steward/measures/?q=nonsense").content.decode()


def test_the_list_asks_the_database_the_same_however_many_measures_there_are(desk, unsaid, django_assert_num_queries):
    desk.get("/steward/measures/")

    with django_assert_num_queries(4):
        desk.get("/steward/measures/?state=source")
