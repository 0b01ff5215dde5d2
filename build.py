"""The door: `python build.py` is the `warraq` command."""

from warraq.cli import main

if __name__ == "__main__":
    main()
