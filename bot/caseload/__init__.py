"""The team as its lead sees it: who keeps how many clients."""
