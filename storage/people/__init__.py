"""Who works here, in which team, and how they are reached."""
