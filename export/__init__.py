"""How a report leaves: one official layout and one writer per format. Never Qt."""
