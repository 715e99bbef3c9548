"""The only SQL: one file is the document, one writer, read-only readers."""
