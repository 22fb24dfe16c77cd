"""What a report is: its form, its cells, its rules, how it is read and kept. Never Qt."""

VERSION = "0.1.0"
