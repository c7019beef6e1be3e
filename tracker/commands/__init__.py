"""The commands of `tracker`, a module for each kind: files and options come in, lines and an exit code go out."""
