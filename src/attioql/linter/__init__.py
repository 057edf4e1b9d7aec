"""What is valid and still doubtful in a filter: rules, the tree they look at, and the fixes they offer. No files here."""
