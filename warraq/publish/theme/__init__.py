"""The theme: its files, its templates compiled for what they see here, and the pieces of HTML."""
