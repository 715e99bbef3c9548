"""The verbs: functions on a library that return values or what changed; no Qt."""
