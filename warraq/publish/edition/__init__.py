"""One language of the site: how it speaks, what its pages are made of, and what surrounds them."""
