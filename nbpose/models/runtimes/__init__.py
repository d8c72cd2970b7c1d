"""What networks run on: one small session class a runtime."""
