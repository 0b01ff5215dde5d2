"""Review: what is doubtful, capture beside article, and corrections as by hand.

What a person settles stands in the front matter; the index beside the ledger is a
cache, made again whenever the ledger is another one.
"""
