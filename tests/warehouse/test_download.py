"""Downloads from a local server: bounded in size, time and redirects, never led astray."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from sectorled.warehouse import download as module
from sectorled.warehouse.download import Download, download
from sectorled.warehouse.files import Files
from sectorled.warehouse.tidy import InputError


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path
        if path.startswith("/to/"):
            self._send(302, {"Location": path.removeprefix("/to/")})
        elif path == "/nowhere":
            self._send(302, {})
        elif path == "/loop":
            self._send(301, {"Location": "/loop"})
        elif path == "/slow":
            self._send(200, {}, b"")
            for _ in range(50):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        elif path == "/packed.csv":
            self._send(200, {"Content-Encoding": "gzip"}, gzip.compress(b"a,b\n1,2\n"))
        elif path.endswith(".csv"):
            self._send(200, {}, b"a,b\n1,2\n" * 100)
        else:
            self._send(404, {})

    def _send(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{http.server_address[1]}"
        http.shutdown()
        thread.join()


def _refusal(address: str, limits: Download | None = None) -> str:
    with pytest.raises(InputError) as error:
        download(address, limits or Download())
    return str(error.value)


def test_a_file_is_fetched_under_its_name(server: str) -> None:
    with Files.open(f"{server}/folder/some%20figures.csv") as files:
        assert files.names() == ["some figures.csv"]
        assert files.read("some figures.csv").startswith(b"a,b\n1,2")
    assert download(f"{server}/to/{server}/b.csv", Download())[0] == "b.csv"


def test_size_time_and_redirects_are_bounded(server: str) -> None:
    assert "larger than 0 MiB" in _refusal(f"{server}/a.csv", Download(bytes=100))
    began = time.monotonic()
    assert "took longer than 0 seconds" in _refusal(f"{server}/slow", Download(seconds=0.3))
    assert time.monotonic() - began < 2
    assert "more than 3 redirects" in _refusal(f"{server}/loop", Download(redirects=3))


def test_what_the_server_answers_is_said(server: str) -> None:
    assert "answered 404" in _refusal(f"{server}/nothing")
    assert "packs what it sends" in _refusal(f"{server}/packed.csv")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert "cannot be downloaded" in _refusal(f"http://127.0.0.1:{unused.getsockname()[1]}/a.csv")


@pytest.mark.parametrize("address", ["http://example.org/a.csv", "ftp://127.0.0.1/a.csv", "file:///etc/passwd"])
def test_only_https_is_read_elsewhere(address: str) -> None:
    assert "only https addresses are read" in _refusal(address)


@pytest.mark.parametrize("target", ["http://example.org/a.csv", "ftp://example.org/a.csv"])
def test_a_redirect_may_not_leave_https(server: str, target: str) -> None:
    assert "not https" in _refusal(f"{server}/to/{target}")


@pytest.mark.parametrize("target", ["https://10.0.0.1/a", "https://169.254.169.254/a", "https://[fd00::1]/a"])
def test_a_redirect_may_not_lead_to_a_private_address(server: str, target: str) -> None:
    assert "private address" in _refusal(f"{server}/to/{target}")


def test_from_elsewhere_even_loopback_is_private() -> None:
    for target in ("https://127.0.0.1/a", "https://localhost/a"):
        with pytest.raises(InputError, match="private address"):
            module._redirected(httpx.URL(target), "https://example.org/a", local=False)
    assert module._redirected(httpx.URL("https://8.8.8.8/a"), "https://example.org/a", local=False) == "8.8.8.8"


def test_an_address_that_is_none_is_refused() -> None:
    assert "cannot be downloaded" in _refusal("https://[bad")


def test_a_redirect_to_nowhere_is_an_answer_that_cannot_be_used(server: str) -> None:
    assert "answered 302" in _refusal(f"{server}/nowhere")


def test_the_address_that_was_found_public_is_the_one_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["8.8.8.8", "127.0.0.1", "127.0.0.1"])
    asked: list[str] = []

    def looked_up(_: str, port: int, *__: object, **___: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connected(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        asked.append(address[0])
        raise OSError("nobody is called in tests")

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(socket, "create_connection", connected)

    assert "cannot be downloaded" in _refusal("https://changes.example.org/a.csv", Download(private=False))
    assert asked == ["8.8.8.8"]


def test_the_host_is_still_asked_by_its_name() -> None:
    url = httpx.URL("https://figures.example.org:8443/a.csv")

    asked = module._at(url, "2001:4860:4860::8888")

    assert str(asked["url"]) == "https://[2001:4860:4860::8888]:8443/a.csv"
    assert asked["headers"] == {"Host": "figures.example.org:8443"}
    assert asked["extensions"] == {"sni_hostname": "figures.example.org"}
