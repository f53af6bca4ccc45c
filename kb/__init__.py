"""News articles in, a knowledge base out: who told whom what, which deadlines loom, who is for and against what."""

__version__ = "0.1.0"
