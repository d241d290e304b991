"""A simulated workspace: the same rows for the same seed and arguments, each from a source of class simulated."""
