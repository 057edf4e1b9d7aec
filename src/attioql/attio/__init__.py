"""The model to Attio's filter JSON and back."""
