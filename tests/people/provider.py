"""An OpenID Connect provider on loopback, which signs in whoever it is told to."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import jwt

CLIENT, SECRET = "sectorled", "a secret of the provider, long enough"


class Provider(BaseHTTPRequestHandler):
    """Discovery, token and user information; `person` is who signs in, `asked` what the site asked the token for."""

    person: dict
    asked: list

    def do_GET(self):
        here = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.endswith("openid-configuration"):
            addresses = {f"{name}_endpoint": f"{here}/{name}" for name in ("authorization", "token", "userinfo")}
            self._answer({"issuer": here, "jwks_uri": f"{here}/keys"} | addresses)
        else:
            self._answer(self.person)

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.asked.append(form)
        here = f"http://127.0.0.1:{self.server.server_port}"
        token = jwt.encode({"iss": here, "aud": CLIENT, "exp": 9_999_999_999} | self.person, SECRET, "HS256")
        self._answer({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _answer(self, told):
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def provider(person):
    """The address of a provider that signs in this person, and what it was asked."""
    handler = type("Handler", (Provider,), {"person": person, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler.asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
