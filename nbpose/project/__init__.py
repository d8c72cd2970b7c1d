"""Edits on poses: the vocabulary, the document that holds them, and its log."""

from nbpose.project import edits as edits
from nbpose.project.document import Commit as Commit
from nbpose.project.document import Document as Document
