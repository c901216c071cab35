"""Notices: what somebody wants to hear of her children, by which way, and when it may reach her."""
