@echo off
rem Runs every check, or pytest alone with the arguments given.
"%~dp0tools\bootstrap.bat" check %*
