"""The screens and what their buttons do, by subject; none of them knows a channel."""
