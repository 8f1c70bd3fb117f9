"""The settings of the municipality, as a beheerder changes them in the chat."""
