import xlwings as xw  # noqa: F401, I001
from alamo_xl.hosts.officejs.register import *  # noqa: F403
