"""Words of danger, found before anything else: `Listener.hear` is the one way to ask."""

from knowledge.safety.listener import Alarm, Listener

__all__ = ["Alarm", "Listener"]
