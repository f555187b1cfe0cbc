"""The site starts by one command, answers, and stops without leaving anything running."""

import os
import re
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from tests.cli.run import published

pytestmark = pytest.mark.slow


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def command(warehouse, *options):
    words = [sys.executable, "-m", "sectorled", "serve", "--warehouse", str(warehouse), "--demonstration", *options]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SECTORLED", "DATABASE"))}
    return words, environment | {"DJANGO_SETTINGS_MODULE": "sectorled.site.settings"}


def test_three_pages_are_fetched_with_their_status_and_time_and_the_site_stops(tmp_path):
    port = free_port()
    words, environment = command(published(tmp_path), "--once", "--port", str(port))

    ran = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=180, check=False)

    lines = ran.stdout.splitlines()
    assert ran.returncode == 0, ran.stderr
    assert [re.search(r" (\d+) [\d.]+ s$", line)[1] for line in lines] == ["200", "200", "200"]
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/health/")


def test_a_page_that_fails_is_named_with_its_status_and_ends_with_code_1(tmp_path):
    warehouse = published(tmp_path)
    for figures in warehouse.glob("releases/*/observations/by-metric-*.parquet"):
        figures.write_bytes(b"damaged")
    words, environment = command(warehouse, "--once", "--port", str(free_port()))

    ran = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=180, check=False)

    statuses = [re.search(r" (\d+) [\d.]+ s$", line)[1] for line in ran.stdout.splitlines()]
    assert ran.returncode == 1, ran.stderr
    assert len(statuses) == 3
    assert "500" in statuses


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        words, environment = command(published(tmp_path), "--once", "--port", str(port))

        ran = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=180, check=False)

    assert ran.returncode == 3
    assert "Is the port taken? Choose another with --port." in ran.stderr


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["by the keyboard", "by a service manager"])
def test_stopping_it_stops_what_it_started(tmp_path, stop):
    port = free_port()
    words, environment = command(published(tmp_path), "--port", str(port))

    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        said = next(line for line in running.stderr if line.startswith(("Open", "sectorled")))
        running.send_signal(stop)
        running.stderr.read()

    assert f"Open http://127.0.0.1:{port}" in said
    assert running.returncode == 130
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/health/")
