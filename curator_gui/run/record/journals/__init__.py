"""What is safe before the database has it: journals, what is synced, and how both come together."""
