"""Tests, laid out like the package; tests/browser drives a real Chromium."""
