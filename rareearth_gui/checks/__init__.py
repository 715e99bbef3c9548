"""When figures quarrel: pure functions from a case to findings; one check, one file."""
