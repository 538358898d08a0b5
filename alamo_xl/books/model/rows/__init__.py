"""Rows that several sheets write alike: the detail sheets for the scenario shown, the workings for every scenario."""
