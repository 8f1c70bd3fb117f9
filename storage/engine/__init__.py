"""How a database is opened, migrated, begun, asked and committed, by one process or several."""
