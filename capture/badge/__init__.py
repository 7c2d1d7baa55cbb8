"""From the bytes of a code to contact fields: one file per format."""
