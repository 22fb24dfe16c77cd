; The installer for Windows 10 and 11: Inno Setup 6.3 or later, after "bootstrap.py package".
;   iscc /DVersion=0.1.0 resources\package\gknb.iss
; Compiled and run under Wine; not tried yet on a Windows machine.
#ifndef Version
  #error Give the version: iscc /DVersion=…
#endif

[Setup]
AppId={{6A0F6E5B-6C5E-4E0B-9B53-2C1B5D3B7C11}
AppName=年报填报
AppVersion={#Version}
AppPublisher=gknb
DefaultDirName={autopf}\gknb
DefaultGroupName=年报填报
DisableProgramGroupPage=yes
; For the person who starts it; an administrator may choose all users.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
MinVersion=10.0.17763
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\icons\gknb.ico
UninstallDisplayIcon={app}\gknb.exe
OutputDir=..\..\dist
OutputBaseFilename=gknb-{#Version}-windows-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern

[Languages]
; Not every Inno Setup brings a Chinese translation: ours lies beside this script.
Name: "zh"; MessagesFile: "compiler:Default.isl,gknb-zh.isl"

[Tasks]
Name: "desktop"; Description: "在桌面上放一个图标"; Flags: unchecked

[Files]
Source: "..\..\dist\gknb\*"; DestDir: "{app}"; Excludes: "gknb-data"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\年报填报"; Filename: "{app}\gknb.exe"
Name: "{autodesktop}\年报填报"; Filename: "{app}\gknb.exe"; Tasks: desktop

[Registry]
Root: HKA; Subkey: "Software\Classes\.gknb"; ValueType: string; ValueData: "gknb.report"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\gknb.report"; ValueType: string; ValueData: "政府信息公开年报"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\gknb.report\DefaultIcon"; ValueType: string; ValueData: "{app}\gknb.exe,0"
Root: HKA; Subkey: "Software\Classes\gknb.report\shell\open\command"; ValueType: string; ValueData: """{app}\gknb.exe"" ""%1"""

[Run]
Filename: "{app}\gknb.exe"; Description: "打开年报填报"; Flags: nowait postinstall skipifsilent
