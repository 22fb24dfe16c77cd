"""From a file to a report: each reader makes a Document, ``match`` alone knows the form."""
