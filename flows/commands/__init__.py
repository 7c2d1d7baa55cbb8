"""The commands that sales ops type, one file each. Heavy imports happen inside the commands."""
