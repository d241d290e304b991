"""The words of the suite: gettext catalogues, and the names of units, labels and windows."""
