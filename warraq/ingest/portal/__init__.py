"""What is known of one portal: where the parts of its pages stand, and what recurs on them."""
