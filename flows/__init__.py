"""The ladder: flows as data, the engine, domain types and rules. Standard library only; no I/O, no clock."""
