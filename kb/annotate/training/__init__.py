"""Training of the shipped pipeline; needs the ``train`` extra. Nothing of the product imports it."""
