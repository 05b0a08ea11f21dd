"""The job that LibreOffice starts when an entry of the menu or a button of the toolbar is chosen."""

import unohelper
from com.sun.star.task import XJobExecutor
from refcheck_writer.commands import COMMANDS, told


class Check(unohelper.Base, XJobExecutor):
    """The entries of the menu, by their names: ``service:io.github.refcheck.Check?check``."""

    def __init__(self, context):
        """Keep what LibreOffice gives."""
        self.context = context

    def trigger(self, name):
        """Do what an entry is for, and tell what came of it."""
        told(self.context, COMMANDS[name])


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 (the name that LibreOffice looks for)
g_ImplementationHelper.addImplementation(Check, "io.github.refcheck.Check", ("com.sun.star.task.Job",))
