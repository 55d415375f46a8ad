"""Filters along the time axis of an item: order, means, rates, anomalies."""
