"""Legislation and treaties in XML: Akoma Ntoso of any version, Canadian legislation, Formex of the European Union."""
