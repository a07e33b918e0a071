"""Everything that a map is drawn with: folium, our browser files and the vendored ones.

Importing the package hardens branca and points folium at the vendored files, so that no
map can be rendered before both are done.
"""

from mapdash.render import assets, hardening

hardening.install()
assets.install()
