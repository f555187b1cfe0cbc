"""What holds of every answer, whoever asked for what; asserted by the walk over all addresses too."""


def assert_guarded(response):
    """Strict headers; in a page no script, style or handler of its own, and nothing that was missing."""
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]
    if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
        page = response.content.decode()
        assert [word for word in ("<script>", " onclick=", " onload=", " style=", "javascript:") if word in page] == []
        assert ">None<" not in page
