"""The errors that mapdash raises.

Every message is one sentence or two for a person who never saw the code: what is wrong,
where, and what to do. Errors of other libraries are translated where they enter::

    MapdashError
    ├── DataError
    │   ├── SourceUnreadableError
    │   └── ColumnsMissingError
    ├── SettingsError
    ├── AssetError
    │   └── AssetNotVendoredError
    └── BoundsError

A bad row is never an exception: `mapdash.events.validate_events` puts it in its report.
"""


class MapdashError(Exception):
    """Anything that mapdash itself refuses to do, with a reason for a person."""


class DataError(MapdashError):
    """A data set cannot be used as a whole."""


class SourceUnreadableError(DataError):
    """A file is missing, is not text that mapdash can read, or is no table."""


class ColumnsMissingError(DataError):
    """A table lacks a column that an event cannot do without."""


class SettingsError(MapdashError):
    """A setting from the environment has a value that mapdash cannot use."""


class AssetError(MapdashError):
    """A file that the browser or the map needs is absent or is not what it should be."""


class AssetNotVendoredError(AssetError):
    """A map asks for an address whose content does not ship with mapdash."""


class BoundsError(MapdashError):
    """West, south, east and north do not bound a part of the world."""
