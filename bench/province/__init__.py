"""A province of any size: `python -m bench.province DIR` makes it, `python -m bench.pages DIR` measures its pages."""
