"""Document templates, a module a kind of author: each function writes one note on a page."""
