"""`python -m rasoat`."""

from rasoat.cli import main

main()
