"""Who is told of what happens to a dossier, and in which words."""
