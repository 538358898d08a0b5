"""The functions that xlwings Server offers: the catalogue's, and no other."""

from alamo_xl.hosts.officejs.register import *  # noqa: F403
