"""The arithmetic of every report, on counted groups and plain values; what SQL counts, this adds up and names."""
