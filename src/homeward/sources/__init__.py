"""Files to documents: whatever a folder holds, read lazily and never guessed.

    walk            the files of a folder, in a fixed order
    read_documents  one file
    read_files      many of them, with progress
    size_of         bytes of a file
    read_table      the rows of a table with their header

Bad input comes as `Rejected` among the documents, with its place, its text and what to do.
"""

from homeward.sources.read import read_documents, read_files, size_of
from homeward.sources.table import Row, read_table
from homeward.sources.walk import walk

__all__ = ["Row", "read_documents", "read_files", "read_table", "size_of", "walk"]
