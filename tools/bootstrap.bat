@echo off
rem Finds a Python new enough and hands over to bootstrap.py: bootstrap.bat run|check [arguments].
setlocal
set "PYTHON="
for %%P in ("py -3" python python3) do if not defined PYTHON (
    %%~P -ESs -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "PYTHON=%%~P"
)
if not defined PYTHON (
    echo Rare Earth Desk needs Python 3.11 or newer, and none was found here. Install one and start again. 1>&2
    exit /b 1
)
%PYTHON% -ESs "%~dp0bootstrap.py" %*
exit /b %ERRORLEVEL%
