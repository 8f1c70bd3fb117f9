"""E-mail: what Meetlat says unasked, in counts, to an address that its owner gave."""
