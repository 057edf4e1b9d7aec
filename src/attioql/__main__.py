"""`python -m attioql`: the same as the command `attioql`."""

from attioql.cli import main

main()
