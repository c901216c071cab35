"""The second step, passkeys, and the devices that are signed in."""
