"""The tabs of the window: one file a tab, found by its TITLE."""
