"""What a client is asked, and what it says about the questions of the professional."""
