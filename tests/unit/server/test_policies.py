"""The security policies say what they must, to the letter."""

from __future__ import annotations

from importlib.resources import files

from mapdash.server.policies import component_policy, inline_script_hashes, page_policy


def test_the_page_may_load_from_this_server_and_open_its_websocket() -> None:
    assert page_policy(["127.0.0.1:8501"], ["sha256-abc="]) == (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-abc='; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self' ws://127.0.0.1:8501 wss://127.0.0.1:8501; frame-src 'self'; "
        "worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; "
        "object-src 'none'"
    )


def test_a_map_runs_in_a_sandbox_that_loads_from_named_origins_only() -> None:
    assert component_policy(["http://127.0.0.1:8501", "https://maps.example.org"]) == (
        "sandbox allow-scripts; default-src 'none'; "
        "script-src http://127.0.0.1:8501 https://maps.example.org 'unsafe-inline' 'unsafe-eval'; "
        "style-src http://127.0.0.1:8501 https://maps.example.org 'unsafe-inline'; "
        "img-src http://127.0.0.1:8501 https://maps.example.org data: blob:; "
        "font-src http://127.0.0.1:8501 https://maps.example.org data:; "
        "connect-src http://127.0.0.1:8501 https://maps.example.org; "
        "worker-src http://127.0.0.1:8501 https://maps.example.org blob:; "
        "frame-ancestors 'self'; base-uri 'none'; form-action 'none'; object-src 'none'"
    )


def test_a_map_may_load_pictures_and_nothing_else_from_the_tile_server() -> None:
    policy = component_policy(["http://127.0.0.1:8501"], tile_origin="https://tiles.example.org")
    assert "img-src http://127.0.0.1:8501 https://tiles.example.org data: blob:;" in policy
    assert policy.count("tiles.example.org") == 1
    without = component_policy(["http://127.0.0.1:8501"])
    assert policy.replace(" https://tiles.example.org", "") == without


def test_inline_scripts_are_hashed_as_they_stand() -> None:
    html = "<script>\n  a < b && c\n</script><script src='x.js'></script><script>1</script>"
    assert inline_script_hashes(html) == (
        "sha256-IHnkF/lql5P67w4ttbNjcZbx1h7Pezg+neFN1pSORCg=",
        "sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=",
    )


def test_streamlits_page_has_the_one_inline_script_that_was_measured() -> None:
    page = files("streamlit").joinpath("static", "index.html").read_text("utf-8")
    assert inline_script_hashes(page) == ("sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA=",)


def test_data_in_a_script_element_needs_no_hash() -> None:
    page = '<script type="application/json">{}</script><script>a</script>'
    assert len(inline_script_hashes(page)) == 1
