; The installer for Windows, for one user, without administrator's rights.
; makensis -DVERSION=... -DTREE=FOLDER -DOUTPUT=setup.exe curator.nsi
; 64-bit itself: its tree has longer paths and more memory than 32 bits allow.
Target amd64-unicode
Unicode true
!include "MUI2.nsh"

Name "Curator ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Curator"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestLongPathAware true
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Curator"
!define CLASSES "Software\Classes"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

Section
  ; A folder with something else in it is left alone.
  IfFileExists "$INSTDIR\*.*" 0 empty
  IfFileExists "$INSTDIR\curator-bundle.json" older
  MessageBox MB_OK|MB_ICONSTOP "$INSTDIR holds something else. Choose another folder." /SD IDOK
  Abort
older:
  ClearErrors
  RMDir /r "$INSTDIR"
  IfErrors 0 empty
  MessageBox MB_OK|MB_ICONSTOP "Files in $INSTDIR are in use. Close Curator and start this again." /SD IDOK
  Abort
empty:
  SetOutPath "$INSTDIR"
  File /r "${TREE}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\Curator.lnk" "$INSTDIR\pythonw.exe" "-s -m curator_gui" "$INSTDIR\curator-gui.ico"
  ; Windows goes by what is behind the last dot, and .yaml belongs to others, too: an offer, no claim.
  WriteRegStr HKCU "${CLASSES}\.yaml\OpenWithProgids" "Curator.Pipeline" ""
  WriteRegStr HKCU "${CLASSES}\Curator.Pipeline" "" "Curator pipeline"
  WriteRegStr HKCU "${CLASSES}\Curator.Pipeline\shell\open\command" "" '"$INSTDIR\pythonw.exe" -s -m curator_gui "%1"'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Curator"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Curator developers"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Delete "$SMPROGRAMS\Curator.lnk"
  DeleteRegValue HKCU "${CLASSES}\.yaml\OpenWithProgids" "Curator.Pipeline"
  DeleteRegKey HKCU "${CLASSES}\Curator.Pipeline"
  DeleteRegKey HKCU "${UNINSTALL}"
  RMDir /r "$INSTDIR"
SectionEnd
