"""python -m warraq: the same door as the `warraq` command."""

from warraq.cli import main

if __name__ == "__main__":
    main()
