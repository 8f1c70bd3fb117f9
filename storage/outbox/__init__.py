"""What nobody tapped for."""
