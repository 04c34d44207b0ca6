@echo off
rem Starts stanch from a checkout on Windows; the twin of the POSIX script "stanch" beside it.
setlocal
set "root=%~dp0"
call :find
if not defined node (
  where node >nul 2>nul
  if errorlevel 1 (
    echo stanch: no Node on PATH, and this checkout has not fetched its own yet. Install Node 22.15 or newer with npm ^(https://nodejs.org^), then run this again.>&2
    exit /b 2
  )
  echo stanch: first start in this checkout, it prepares itself>&2
  node "%root%scripts\setup.mjs" <nul || exit /b 2
  call :find
)
if not defined node (
  echo stanch: the Node that setup chose cannot be started. Remove "%root%.stanch-build\node" and run this again.>&2
  exit /b 2
)
"%node%" "%root%.stanch-build\launch.mjs" %*
exit /b %errorlevel%

:find
set "node="
if not exist "%root%.stanch-build\node" exit /b 0
for /f "usebackq delims=" %%n in ("%root%.stanch-build\node") do set "node=%%n"
rem The pinned Node is written relative to the checkout; a system one with its drive.
if not "%node:~1,1%"==":" set "node=%root%%node:/=\%"
if not exist "%node%" set "node="
if not exist "%root%.stanch-build\launch.mjs" set "node="
exit /b 0
