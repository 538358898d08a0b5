"""python -m alamo_xl."""

from alamo_xl.cli import main

if __name__ == "__main__":
    main()
