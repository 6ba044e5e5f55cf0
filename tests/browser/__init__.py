"""The main paths, in a real Chromium against a running server."""
