"""No scripts: this server only answers functions."""
