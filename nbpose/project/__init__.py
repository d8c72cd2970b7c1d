"""Edits on poses: the vocabulary, the document that holds them, its log, and the file of it all."""

from nbpose.project import edits as edits
from nbpose.project.already_open import opened as opened
from nbpose.project.commit import Commit as Commit
from nbpose.project.document import Document as Document
from nbpose.project.file import NotSavedError as NotSavedError
from nbpose.project.opening import document_in_memory as document_in_memory
from nbpose.project.project import Project as Project
