"""Training of the tagger: labelled segments in, a model file out. ``python -m training`` runs it."""
