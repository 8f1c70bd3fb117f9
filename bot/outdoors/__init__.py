"""Measuring without a connection: what goes along to a device, and taking in what was measured there."""
