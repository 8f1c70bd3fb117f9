"""What can go wrong with the database, in words the rest of the code understands."""


class StorageError(Exception):
    """Something is wrong with the database."""


class UnavailableError(StorageError):
    """The database cannot be reached or written now; nothing was changed, and it may work later."""


class ConflictError(StorageError):
    """Somebody else changed this first; look again before deciding."""


class NotEmptyError(StorageError):
    """Demo data goes into an empty database only."""


class SchemaError(StorageError):
    """The database was made by another version than this one can read."""


class ForeignError(StorageError):
    """The database belongs to another program."""


class DamagedError(StorageError):
    """The file of the database is not whole."""


class AlreadyRunningError(StorageError):
    """Another process already serves this SQLite file."""


class LostError(StorageError):
    """What was to be committed together is lost, and has to be done again one by one."""
