"""The nouns of the desk: pure values, no input or output, Decimal and never float."""
