"""The printed lines of a page: what each of them is, and which of them are the article."""
