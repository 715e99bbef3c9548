"""The only Qt: the window, its tabs, and the widgets they share."""
