"""Everything that lasts, and the only place with SQL; it speaks the types of ``flows`` at its door."""
