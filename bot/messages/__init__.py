"""What Meetlat says unasked: its templates, and where people read them."""
