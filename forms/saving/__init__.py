"""What is kept on disk: the saved file, the journal of every edit, the backups."""
