"""Alamogordo's adopted water, sewer and reclaimed-water rates, exactly."""

__version__ = "0.1.0"
