@echo off
rem Starts Rare Earth Desk: run opens the window, run figures (or another verb) works without one.
"%~dp0tools\bootstrap.bat" run %*
