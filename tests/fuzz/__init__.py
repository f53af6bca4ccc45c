"""Coverage-guided fuzzing: ``make fuzz``, or ``python -m tests.fuzz TARGET... --seconds N``. What it finds becomes a test of the suite."""
