"""The platform: knows no award. `core`, `documents`, `notices`, `launcher`."""
