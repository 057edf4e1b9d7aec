"""`python -m attioql.cli`: the same as the command `attioql`."""

from attioql.cli import main

main()
