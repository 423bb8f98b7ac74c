"""Runs a command and prints seconds, CPU seconds, peak memory in kB and exit status.

    timer.py LOG COMMAND…

What the command says on standard output and error goes to LOG; with SPORBAR_DATA set, its standard output goes to that
file instead. CPU time includes child processes.
"""

import os
import subprocess
import sys
import time

log, command = sys.argv[1], sys.argv[2:]
with open(log, "wb") as said, open(os.environ.get("SPORBAR_DATA", os.devnull), "wb") as data:
    output = data if "SPORBAR_DATA" in os.environ else said
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=said)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
process.returncode = os.waitstatus_to_exitcode(status)
print("%.6f %.6f %d %d" % (wall, used.ru_utime + used.ru_stime, used.ru_maxrss, process.returncode))
