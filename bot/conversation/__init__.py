"""The path of a message: event, context, routing, screen and notices."""
