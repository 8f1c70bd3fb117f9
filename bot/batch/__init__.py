"""A list of codes entered at once: typed or pasted, then a row each, and one confirmation for each client."""
