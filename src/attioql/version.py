"""The version of AttioQL, for the package, the command line and reports."""

__version__ = "0.1.0"
