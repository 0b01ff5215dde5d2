"""What a document is among all others: whose article, at which address, shown or listed."""
