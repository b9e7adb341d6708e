"""Tests of the REST calls."""
