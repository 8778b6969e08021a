"""Words of the admin's own templates."""
