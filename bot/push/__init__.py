"""Web Push: what Meetlat says unasked, shown by a browser that is not open; RFC 8030, 8188, 8291 and 8292."""
