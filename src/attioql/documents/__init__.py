"""Files that hold filters: their text to entries, and places in an entry back to places in the file. No file is opened here."""
