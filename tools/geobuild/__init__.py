"""Build the shipped basemap and the table of country names from package registries.

``sources`` fetches pinned packages, ``mercator`` projects, ``topology`` turns countries into
shared arcs, ``lines`` and ``labels`` make the rest, ``names`` the readers' country names and
``provenance`` the account of it all. ``tools/build_geodata.py`` runs them.
"""
