"""A file that a user has, tied clause by clause to a record of the same instrument and kept in their library."""
