"""What a process is started with: environment, key, flows and settings file."""
