"""A team lead gives clients of somebody else to colleagues."""
