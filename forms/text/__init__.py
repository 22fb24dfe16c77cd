"""What the texts say, and what last year's say: the readers behind ``forms.prose``."""
