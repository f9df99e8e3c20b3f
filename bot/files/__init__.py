"""Files made and taken: papers, packets, pictures, calendars, uploads."""
