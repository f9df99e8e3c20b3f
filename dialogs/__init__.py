"""What we say next: flows, interpreter, actions, the case, and the memory of each person."""
