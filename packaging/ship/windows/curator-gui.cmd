@echo off
rem Start Curator from wherever this folder lies.
"%~dp0python.exe" -s -m curator_gui %*
