"""The channels, the dialogue's screens, the command line and the wiring."""
