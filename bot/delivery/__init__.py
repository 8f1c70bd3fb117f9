"""What goes out unasked: the outbox is sent, and the processes that do so know of each other."""
