"""The commands that booth staff type, one file each. Heavy imports happen inside the commands."""
