"""How things look: theme, colours, number and date formats."""
