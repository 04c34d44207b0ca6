"""Runs one command and writes {wall, cpu, peak, code} as JSON to descriptor 3: seconds, seconds, bytes, exit code.

Python because its wait4 reports the processor time and peak memory of exactly one child and of what that child waited
for; Node has no such call. The time that Python itself needs to start is not counted.
"""
import json
import os
import sys
import time

started = time.perf_counter()
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_CLOSE, 3)])
_, status, usage = os.wait4(pid, 0)
wall = time.perf_counter() - started
peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
with os.fdopen(3, "w") as out:
    json.dump({"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": peak, "code": os.waitstatus_to_exitcode(status)}, out)
