"""What each chat shows, and which updates were dealt with."""
