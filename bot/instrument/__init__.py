"""The ladder itself: doubts about its questions, and how long measuring takes; nothing here is about a client."""
