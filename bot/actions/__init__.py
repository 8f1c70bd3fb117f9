"""What a tap does before the next screen is shown; each action names the view that follows."""
