"""What is true, with its source: content, rules and pure functions over them."""
