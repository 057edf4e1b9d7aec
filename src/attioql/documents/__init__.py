"""Finds the filters in the text of files, and maps spans of a filter to spans of its file. No file is opened here."""
