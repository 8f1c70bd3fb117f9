"""The web chat: the same dialogue as a page, phone first, that works without a script as well."""
