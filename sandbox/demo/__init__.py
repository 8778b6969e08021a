"""A past for somebody in the sandbox, so that there is something to look at. Development only."""
