# NOT RUN YET. This file has the verbs of build.sh for Windows, but nobody has run it on a Windows machine, and the native
# shim's declarations of LibTorch's interface hold for Linux x64 only: expect the shim's compilation to fail here.
# It needs the .NET SDK 10, CMake and Visual Studio's C++ tools, and installs none of them.
#
#   .\build.ps1 build | run | test | generate | parity | bench | oracle | pack | clean | help    [arguments]

[CmdletBinding(PositionalBinding = $false)]
param(
    [Parameter(Position = 0)] [string] $Verb = 'help',
    [Parameter(Position = 1, ValueFromRemainingArguments)] [string[]] $Arguments = @()
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Root = $PSScriptRoot
$Artifacts = Join-Path $Root 'artifacts'
$Configuration = 'Release'
$Properties = [xml](Get-Content (Join-Path $Root 'Directory.Build.props'))
$LibTorchVersion = $Properties.SelectSingleNode('//LibTorchVersion').InnerText
$Packages = if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { Join-Path $HOME '.nuget\packages' }
$LibTorch = Join-Path $Packages "libtorch-cpu-win-x64\$LibTorchVersion\runtimes\win-x64\native"

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'

function Show-Usage {
    Get-Content (Join-Path $Root 'build.ps1') -TotalCount 5 | ForEach-Object { $_ -replace '^# ?', '' }
}

# Runs a program and stops where it fails.
function Invoke-Program([string] $Program, [string[]] $ProgramArguments) {
    & $Program @ProgramArguments
    if ($LASTEXITCODE -ne 0) { throw "'$Program' ended with exit status $LASTEXITCODE" }
}

function Assert-Tool([string] $Tool, [string] $Where) {
    if (-not (Get-Command $Tool -ErrorAction SilentlyContinue)) { throw "'$Tool' is needed: $Where" }
}

function Restore-LibTorch {
    Assert-Tool 'dotnet' 'https://dotnet.microsoft.com/download/dotnet/10.0'
    if (-not (Test-Path (Join-Path $LibTorch 'torch_cpu.dll'))) {
        Invoke-Program 'dotnet' @('restore', (Join-Path $Root 'src/Managed/PyTorchCS'))
    }
    if (-not (Test-Path (Join-Path $LibTorch 'torch_cpu.dll'))) { throw "NuGet restored no LibTorch at $LibTorch" }
}

function Build-Native([string] $Folder, [string[]] $Options) {
    Restore-LibTorch
    Assert-Tool 'cmake' 'https://cmake.org/download'
    Invoke-Program 'cmake' (@('-S', $Root, '-B', $Folder, "-DLIBTORCH_DIR=$LibTorch") + $Options)
    Invoke-Program 'cmake' @('--build', $Folder, '--config', $Configuration, '--parallel')
}

function Build-Managed([string] $Project) {
    Invoke-Program 'dotnet' @('build', (Join-Path $Root $Project), '-c', $Configuration, '-nologo', '-v', 'quiet')
}

function Invoke-Build {
    Build-Native (Join-Path $Artifacts 'native') @()
    Build-Managed 'PyTorchCS.sln'
}

function Invoke-Run {
    Build-Native (Join-Path $Artifacts 'native') @()
    Build-Managed 'samples/FashionMnist'
    Invoke-Program 'dotnet' (@((Join-Path $Artifacts 'bin/FashionMnist/release/FashionMnist.dll')) + $Arguments)
}

function Invoke-Generate([string[]] $Options) {
    Build-Managed 'src/OpGen'
    Invoke-Program 'dotnet' (@((Join-Path $Artifacts 'bin/OpGen/release/OpGen.dll'), $Root) + $Options)
}

function Invoke-Parity([string[]] $Options) {
    Build-Managed 'src/Parity'
    Invoke-Program 'dotnet' (@((Join-Path $Artifacts 'bin/Parity/release/Parity.dll'), $Root) + $Options)
}

# Ends with one line: N passed, N failed, N skipped. A step that throws counts as one failure.
function Invoke-Test {
    $script:Passed = 0; $script:Failed = 0; $script:Skipped = 0
    $step = {
        param($Name, $Action)
        try { & $Action; $script:Passed++ } catch { Write-Host "$Name failed: $_"; $script:Failed++ }
    }
    & $step 'native shim and its tests: build' { Build-Native (Join-Path $Artifacts 'native') @('-DPTCS_TESTS=ON') }
    & $step 'solution: build' { Build-Managed 'PyTorchCS.sln' }
    & $step 'generated code' { Invoke-Generate @('--verify') }
    & $step 'parity report' { Invoke-Parity @('--verify') }
    foreach ($name in 'layout_test', 'shim_test') {
        & $step $name {
            $program = Get-ChildItem -Path (Join-Path $Artifacts 'native') -Recurse -Filter "$name.exe" | Select-Object -First 1
            if (-not $program) { throw 'it was not built' }
            Invoke-Program $program.FullName @()
        }
    }
    foreach ($project in Get-ChildItem -Path (Join-Path $Root 'tests') -Recurse -Filter '*.Tests.csproj') {
        Test-Project $project
    }
    Write-Host "$script:Passed passed, $script:Failed failed, $script:Skipped skipped"
    if ($script:Failed -ne 0 -or $script:Passed -eq 0) { exit 1 }
}

function Test-Project([System.IO.FileInfo] $Project) {
    $results = Join-Path $Artifacts "test-results/$($Project.BaseName)"
    if (Test-Path $results) { Remove-Item $results -Recurse -Force }
    & dotnet test $Project.FullName -c $Configuration --no-build --nologo -v quiet --results-directory $results --logger "trx;LogFileName=results.trx"
    $status = $LASTEXITCODE
    $file = Join-Path $results 'results.trx'
    $failed = 0
    if (Test-Path $file) {
        $counters = ([xml](Get-Content $file)).TestRun.ResultSummary.Counters
        $failed = [int] $counters.executed - [int] $counters.passed
        $script:Passed += [int] $counters.passed
        $script:Skipped += [int] $counters.total - [int] $counters.executed
    }
    if ($status -ne 0 -and $failed -eq 0) { $failed = 1 }
    $script:Failed += $failed
}

function Invoke-Bench {
    if ($Arguments.Count -eq 0 -or $Arguments[0] -ne 'handles') { throw "only 'bench handles' exists on Windows" }
    Build-Managed 'benchmarks/HandleModels'
    Invoke-Program 'dotnet' (@((Join-Path $Artifacts 'bin/HandleModels/release/HandleModels.dll')) + @($Arguments | Select-Object -Skip 1))
}

function Invoke-Oracle {
    Assert-Tool 'python' 'https://www.python.org, with the package torch'
    $scripts = Get-ChildItem -Path (Join-Path $Root 'tests/Oracle') -Filter '*.py' | Where-Object Name -ne 'fixture.py'
    if ($Arguments.Count -ne 0) { $scripts = $scripts | Where-Object BaseName -in $Arguments }
    foreach ($script in $scripts) { Invoke-Program 'python' @('-B', $script.FullName) }
}

function Invoke-Pack {
    Invoke-Build
    foreach ($project in Get-ChildItem -Path (Join-Path $Root 'src/Managed') -Recurse -Filter '*.csproj') {
        Invoke-Program 'dotnet' @('pack', $project.FullName, '-c', $Configuration, '--no-build', '-o', (Join-Path $Artifacts 'packages'))
    }
}

switch ($Verb) {
    'build' { Invoke-Build }
    'run' { Invoke-Run }
    'test' { Invoke-Test }
    'generate' { Invoke-Generate $Arguments }
    'parity' {
        Build-Native (Join-Path $Artifacts 'native') @()
        Invoke-Parity $Arguments
    }
    'bench' { Invoke-Bench }
    'oracle' { Invoke-Oracle }
    'pack' { Invoke-Pack }
    'clean' { if (Test-Path $Artifacts) { Remove-Item $Artifacts -Recurse -Force } }
    'help' { Show-Usage }
    default { Show-Usage; throw "no verb is called '$Verb'" }
}
