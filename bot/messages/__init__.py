"""What Meetlat says of its own accord: its templates, and where people read them."""
