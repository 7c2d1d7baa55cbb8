"""Badges and sheets made with qrcode."""
