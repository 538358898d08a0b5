"""The facts in every form that readers and machines use."""
