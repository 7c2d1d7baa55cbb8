"""The booth page: what staff at a booth live in all day, served by the laptop to itself. `server.serve` starts it."""
