"""warraq turns the raw remains of a news portal into a static mirror of it."""

__version__ = "0.1.0"
