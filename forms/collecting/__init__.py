"""The superior office's desk: a folder of returns, read, checked, added up and sent back."""
