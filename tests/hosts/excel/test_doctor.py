"""doctor, on a registry held in memory and folders of the test's own: no Windows was used."""

from dataclasses import replace

import pytest
from support import fake_windows

from alamo_xl import __version__
from alamo_xl.hosts.excel import doctor, install, policies
from alamo_xl.hosts.excel.machine import CLICK_TO_RUN, OFFICE
from alamo_xl.hosts.excel.startup import OPTIONS

POLICY, CLOUD_POLICY = policies.OFFICE_POLICIES


@pytest.fixture
def machine(tmp_path):
    return fake_windows.computer(tmp_path)


@pytest.fixture
def installed(workbooks):
    """Installs the books that this version builds."""

    def run(machine):
        list(install.install(machine, fake_windows.copies_of(workbooks)))
        return machine

    return run


def wrong_on(machine):
    """What is not right, but for pywin32, of which there is none off Windows."""
    return {each.what: each.words for each in doctor.on_windows(machine) if not each.right and each.what != "pywin32"}


def test_doctor_is_content_after_installing(machine, installed):
    assert wrong_on(installed(machine)) == {}
    assert all(finding.right for finding in doctor.anywhere())


@pytest.mark.parametrize("user", ["José Peña", "Łukasz"])
def test_an_accented_users_settings_are_read_as_they_are_written(tmp_path, installed, user):
    machine = replace(fake_windows.computer(tmp_path, user=user), encoding="cp1252" if "é" in user else "cp1250")
    assert wrong_on(installed(machine)) == {}
    other = replace(machine, encoding="cp437")
    assert "Settings" in wrong_on(other)


def test_letters_that_vba_cannot_read_in_the_path_of_the_settings_are_told(tmp_path):
    machine = fake_windows.computer(tmp_path, user="Лаптев")
    assert "letters that VBA cannot read" in wrong_on(machine)["Settings"]


@pytest.mark.parametrize("platform", ["x86", "x64", None])
def test_any_width_of_excel_goes_with_any_python(machine, installed, platform):
    machine.registry.computer[CLICK_TO_RUN] = {"Platform": platform} if platform else {}
    assert wrong_on(installed(machine)) == {}


def without_dll(machine):
    (machine.python.parent / fake_windows.DLLS[0]).unlink()


def installed_by_pip_for_the_user(machine):
    machine.pip_user.mkdir(parents=True)
    for dll in fake_windows.DLLS:
        (machine.python.parent / dll).rename(machine.pip_user / dll)


def other_python(machine):
    machine.settings.chmod(0o600)
    machine.settings.write_text('"INTERPRETER_WIN","/gone/pythonw.exe"\n')


def marked(machine):
    book = machine.downloads[0] / "alamogordo-rate-model (1).xlsm"
    book.touch()
    book.with_name(f"{book.name}:Zone.Identifier").write_text("[ZoneTransfer]\r\nZoneId=3\r\n")


def policy(area, name, value, root=POLICY, *, computer=False):
    """A fault that an administrator sets."""

    def spoil(machine):
        if computer:
            machine.registry.computer[rf"{root}\{area}"] = {name: value}
        else:
            machine.registry.put(rf"{root}\{area}", name, value)

    return spoil


def trust_center(area, name, value):
    return policy(area, name, value, policies.TRUST_CENTER)


def not_trusted(machine):
    machine.registry.remove(install.TRUSTED)


def not_opened(machine):
    machine.registry.remove(OPTIONS)


def switched_off(machine):
    item = b"\x01\0" + "C:\\Alamo-XL.xlam".encode("utf-16-le")
    machine.registry.put(rf"{OFFICE}\Resiliency\DisabledItems", "2A", item)


def attack_rule(key, rule, mode):
    def spoil(machine):
        machine.registry.computer[key] = {rule: mode}

    return spoil


def intune(rule, mode):
    others = "56A863A9-875E-4185-98A7-B882C64B5CE5=2"
    return attack_rule(policies.MANAGER, policies.MANAGED_RULES, f"{others}|{rule.lower()}={mode}")


def older(machine):
    from pyopenvba import ExcelFile

    machine.addin.chmod(0o600)
    with ExcelFile(machine.addin) as file:
        module = next(m for m in file.vba_project().modules if m.name == "alamo_excel")
        file.set_module("alamo_excel", module.source.replace(__version__, "0.0.9"))
        file.save(machine.addin)


FAULTS = {
    "no DLL": (without_dll, "DLLs", "xlwings32-"),
    "no DLL, remedy": (without_dll, "DLLs", "pip install --force-reinstall xlwings=="),
    "pip for the user": (installed_by_pip_for_the_user, "DLLs", "py -m venv %LOCALAPPDATA%"),
    "other Python": (other_python, "Settings", "/gone/pythonw.exe is not there; run alamo-xl install"),
    "not trusted": (not_trusted, "Trusted location", "run alamo-xl install"),
    "not opened": (not_opened, "Opens with Excel", "run alamo-xl install"),
    "older": (older, "Add-in", f"0.0.9, Python has {__version__}"),
    "switched off": (switched_off, "Disabled items", "Manage: Disabled Items"),
    "marked": (marked, "Mark of the Web", "alamogordo-rate-model (1).xlsm: marked as from the Internet"),
    "no VBA": (policy("Common", "vbaoff", 1), "Macros", "policy switches VBA off; ask the administrator"),
    "no VBA on this computer": (policy("Common", "VBAOff", 1, computer=True), "Macros", "policy switches VBA off"),
    "no VBA, Intune": (policy("Common", "vbaoff", 1, CLOUD_POLICY), "Macros", "policy switches VBA off"),
    "no trusted locations": (
        policy(policies.LOCATIONS, "alllocationsdisabled", 1),
        "Trusted location",
        "your organisation's policy switches trusted locations off",
    ),
    "no trusted locations, chosen": (
        trust_center(policies.LOCATIONS, "AllLocationsDisabled", 1),
        "Trusted location",
        "change it under File, Options, Trust Center",
    ),
    "no locations of the user": (
        policy(r"Common\Security\Trusted Locations", "allow user locations", 0),
        "Trusted location",
        "trusts folders of its own only; ask the administrator for",
    ),
    "signed add-ins": (policy(policies.SECURITY, "requireaddinsig", 1), "Add-ins", "loads signed add-ins only"),
    "signed, chosen": (trust_center(policies.SECURITY, "RequireAddinSig", 1), "Add-ins", "Excel's Trust Center loads"),
    "no add-ins": (policy(policies.SECURITY, "disablealladdins", 1), "Add-ins", "switches all add-ins off"),
    "no add-ins, Intune": (policy(policies.SECURITY, "DisableAllAddins", 1, CLOUD_POLICY), "Add-ins", "policy"),
    "no programs": (
        attack_rule(policies.ATTACK_RULES[0], policies.NO_CHILD_PROCESSES.lower(), "1"),
        "Child processes",
        "by your organisation's policy; ask the administrator to except",
    ),
    "no programs, asked": (
        attack_rule(policies.ATTACK_RULES[1], policies.NO_CHILD_PROCESSES, 6),
        "Child processes",
        "",
    ),
    "no programs, Intune": (intune(policies.NO_CHILD_PROCESSES, 1), "Child processes", "by Intune"),
    "no Win32 calls": (
        attack_rule(policies.ATTACK_RULES[0], policies.NO_WIN32_CALLS, "1"),
        "Win32 calls",
        "macros may call no function of Windows",
    ),
    "no Win32 calls, Intune": (intune(policies.NO_WIN32_CALLS, 6), "Win32 calls", "by Intune"),
}


@pytest.mark.parametrize(("spoil", "what", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_doctor_finds_it_and_says_what_to_do(machine, installed, spoil, what, words):
    installed(machine)
    spoil(machine)
    wrong = wrong_on(machine)
    assert words in wrong[what]
    assert wrong.keys() - {"Installation"} == {what}


@pytest.mark.parametrize(
    "harmless",
    [
        trust_center(policies.SECURITY, "VBAWarnings", 4),
        policy(policies.SECURITY, "vbawarnings", 3),
        policy(r"Common\Security\Trusted Locations", "allow user locations", 1),
        attack_rule(policies.ATTACK_RULES[0], policies.NO_CHILD_PROCESSES, "2"),
        intune(policies.NO_WIN32_CALLS, 2),
        intune("3B576869-A4EC-4529-8536-B80A7769E899", 1),
    ],
)
def test_what_does_not_bite_in_a_trusted_folder_is_no_fault(machine, installed, harmless):
    harmless(machine)
    assert wrong_on(installed(machine)) == {}


@pytest.mark.parametrize("place", ["the folder", "one above"])
def test_a_folder_that_the_policy_itself_trusts_is_trusted(machine, installed, place):
    installed(machine)
    policy(r"Common\Security\Trusted Locations", "allow user locations", 0)(machine)
    key = rf"{POLICY}\{policies.LOCATIONS}\Location7"
    machine.registry.put(key, "path", f"{machine.folder if place == 'the folder' else machine.folder.parent}\\")
    assert wrong_on(machine).keys() == (set() if place == "the folder" else {"Trusted location"})
    machine.registry.put(key, "allowsubfolders", 1)
    assert wrong_on(machine) == {}


def test_unsigned_macros_are_told_where_no_folder_is_trusted(machine, installed):
    installed(machine)
    policy(policies.SECURITY, "vbawarnings", 4)(machine)
    policy(policies.LOCATIONS, "alllocationsdisabled", 1)(machine)
    wrong = wrong_on(machine)
    assert wrong.keys() == {"Trusted location", "Macros"}
    assert "your organisation's policy blocks unsigned macros" in wrong["Macros"]


def test_the_python_of_the_microsoft_store_is_told_with_the_remedy(machine, installed):
    installed(machine)
    store = replace(machine, home=machine.home / "WindowsApps" / "PythonSoftwareFoundation.Python.3.12")
    assert "https://www.python.org" in wrong_on(store)["Python's origin"]


def test_a_book_whose_mark_was_taken_off_and_other_peoples_books_are_no_finding(machine, installed):
    marked(machine)
    (mark,) = machine.downloads[0].glob("*Zone.Identifier")
    mark.write_text("[ZoneTransfer]\r\nZoneId=1\r\n")
    (machine.downloads[0] / "other.xlsm").touch()
    (machine.downloads[0] / "other.xlsm:Zone.Identifier").write_text("ZoneId=3")
    assert wrong_on(installed(machine)) == {}


def test_doctor_before_installing_and_in_a_synchronised_folder(machine):
    synchronised = replace(machine, onedrive=(str(machine.folder.parent),))
    assert wrong_on(synchronised).keys() == {"Add-in", "Settings", "Opens with Excel", "Trusted location", "OneDrive"}
