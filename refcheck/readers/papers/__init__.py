"""What the readers of documents share: the text as a person sees it, where its list is, its links."""
