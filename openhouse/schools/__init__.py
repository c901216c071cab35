"""What a school says of itself: its address, phone and logo, for its papers."""
