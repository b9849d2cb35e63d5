"""The third stage: a story becomes a title, one line and three to five key points."""
