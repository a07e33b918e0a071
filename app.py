"""mapdash: the page, and the server that serves it.

Start it with ``python app.py``, ``streamlit run app.py`` or ``uvicorn app:app``.
"""

from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True) is None:
    # ``streamlit run`` recognises a server only by a call of App that it can read here.
    from streamlit.starlette import App

    from mapdash.server import app_parts, serve

    app = App(__file__, **app_parts())
    if __name__ == "__main__":
        serve(app)
else:
    from mapdash.app import run

    run()
