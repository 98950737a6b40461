"""What the codings of several agreements say beside each other: readings, directions, confidence, forums, gaps."""
