"""The page that booth staff live in: a Starlette app on this laptop only."""
