"""Review: the page on which people decide the pairs that matching is not sure of. `server.serve` starts it."""
