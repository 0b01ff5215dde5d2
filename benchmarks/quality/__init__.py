"""How well captures become articles, measured on real captures with known answers."""
