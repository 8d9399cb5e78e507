"""What scripts/reference.py is made of."""
