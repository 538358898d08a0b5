"""`alamo-xl serve` as the README gives it: https with a certificate to be trusted, and a manifest that Excel takes."""

import json
import re
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from cryptography import x509
from support.office_server import serving
from support.tools import needs_npm

from alamo_xl import __version__
from alamo_xl.hosts.officejs import certificate as certificates
from alamo_xl.hosts.officejs.certificate import VALID, for_this_computer
from alamo_xl.hosts.officejs.steps import MANIFEST, steps

NOW = datetime(2026, 7, 1, tzinfo=UTC)
OFFICE = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
OVERRIDES = "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}"
TYPES = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"
PNG = b"\x89PNG\r\n\x1a\n"


class Served(NamedTuple):
    """A server on https, who trusts it, and what it told its user."""

    base: str
    folder: Path
    trusting: ssl.SSLContext
    said: Path

    def get(self, address: str) -> tuple[bytes, dict[str, str]]:
        with urllib.request.urlopen(address, context=self.trusting) as response:
            return response.read(), {name.lower(): value for name, value in response.headers.items()}

    def manifest(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.get(f"{self.base}/manifest")[0])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("home")
    folder = home / ".alamo-xl" / "server"
    with (home / "said").open("w") as said, serving(home=home, said=said) as base:
        trusting = ssl.create_default_context(cafile=str(folder / "authority.crt"))
        yield Served(base, folder, trusting, home / "said")


def test_excel_meets_https_that_is_refused_until_its_authority_is_trusted(served: Served) -> None:
    assert json.loads(served.get(served.base)[0]) == {"status": "ok"}
    assert served.get(served.base.replace("localhost", "127.0.0.1"))[0]
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        urllib.request.urlopen(served.base)


def test_other_programs_on_this_computer_are_not_made_to_speak_https(served: Served) -> None:
    assert served.get(served.base)[1]["strict-transport-security"] == "max-age=0"


def test_the_user_is_led_to_trust_it_and_to_load_the_add_in(served: Served) -> None:
    said = served.said.read_text()
    assert f"{served.base}/manifest" in said
    assert str(served.folder / "authority.crt") in said
    assert "Upload My Add-in" in said
    disposition = served.get(f"{served.base}/manifest/download")[1]["content-disposition"]
    assert disposition == f"attachment; filename={MANIFEST}"


@pytest.mark.parametrize(
    ("platform", "words"),
    [
        ("win32", [r'certutil -user -addstore Root "C:\a.crt"', r"WEF\Developer", "-delstore Root"]),
        (
            "darwin",
            ["security add-trusted-cert -p ssl", "com.microsoft.Excel/Data/Documents/wef", "delete-certificate"],
        ),
        ("linux", ["as an authority in the browser"]),
    ],
)
def test_each_system_has_its_steps(platform: str, words: list[str]) -> None:
    told = "\n".join(steps(platform, "https://localhost:8000", Path(r"C:\a.crt")))
    assert all(word in told for word in [*words, "https://localhost:8000/manifest/download", "Upload My Add-in"])
    assert "authority" not in "\n".join(steps(platform, "https://rates.example.org", None))


def test_the_key_is_the_users_alone_and_the_certificate_this_computers(tmp_path: Path) -> None:
    made = for_this_computer(tmp_path / "server", NOW)
    assert made.is_new
    assert made.key.stat().st_mode & 0o777 == 0o600
    assert made.key.parent.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in made.key.parent.iterdir()) == ["authority.crt", "certificate.pem", "key.pem"]
    authority = x509.load_pem_x509_certificate(made.authority.read_bytes())
    shown, signer = x509.load_pem_x509_certificates(made.chain.read_bytes())
    shown.verify_directly_issued_by(authority)
    assert signer == authority
    names = shown.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert [str(address) for address in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1", "::1"]
    assert timedelta() < shown.not_valid_after_utc - shown.not_valid_before_utc <= timedelta(days=398)


def test_the_authority_can_vouch_for_no_other_site_and_its_key_is_nowhere(tmp_path: Path) -> None:
    made = for_this_computer(tmp_path / "server", NOW)
    authority = x509.load_pem_x509_certificate(made.authority.read_bytes())
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    assert [str(name.value) for name in limits.value.permitted_subtrees or ()] == [
        "localhost",
        "127.0.0.0/8",
        "::1/128",
    ]
    basic = authority.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (basic.ca, basic.path_length) == (True, 0)
    texts = b"".join(path.read_bytes() for path in made.key.parent.iterdir())
    assert texts.count(b"PRIVATE KEY-----") == 2  # the beginning and the end of one
    shown = x509.load_pem_x509_certificate(made.chain.read_bytes())
    assert shown.public_key() != authority.public_key()


def spoil_key(folder: Path) -> None:
    (folder / "key.pem").write_text("no key")


def other_key(folder: Path) -> None:
    other = for_this_computer(folder.with_name("other"), NOW)
    (folder / "key.pem").write_bytes(other.key.read_bytes())


def no_authority(folder: Path) -> None:
    (folder / "authority.crt").unlink()


@pytest.mark.parametrize(
    ("days", "spoil", "is_new"),
    [
        *((0, None, False), (380, None, False), (390, None, True)),
        *((0, spoil_key, True), (0, other_key, True), (0, no_authority, True)),
    ],
)
def test_a_certificate_is_kept_while_it_is_whole_and_lasts(
    tmp_path: Path, days: int, spoil: Callable[[Path], None] | None, is_new: bool
) -> None:
    first = for_this_computer(tmp_path / "server", NOW)
    before = first.chain.read_bytes()
    if spoil:
        spoil(first.key.parent)
    again = for_this_computer(tmp_path / "server", NOW + timedelta(days=days))
    assert again.is_new is is_new
    assert (again.chain.read_bytes() != before) is is_new
    assert again.key.stat().st_mode & 0o777 == 0o600
    assert VALID.days == 397


def test_everything_the_manifest_names_is_ours_and_served_here(served: Served) -> None:
    text, _ = served.get(f"{served.base}/manifest")
    addresses = set(re.findall(r'"(https?://[^"]+)"', text.decode())) - {
        "http://www.w3.org/2001/XMLSchema-instance",
        *(name.strip("{}") for name in (OFFICE, OVERRIDES, TYPES)),
    }
    assert len(addresses) == 7  # four icons, the task pane, the functions' code and metadata
    for address in addresses:
        assert address.startswith(f"{served.base}/")
        content, _ = served.get(address)
        if address.endswith(".png"):
            size = int(re.search(r"-(\d+)\.png", address)[1])  # type: ignore[index]
            assert content[:8] == PNG
            assert {int.from_bytes(content[at : at + 4], "big") for at in (16, 20)} == {size}
    assert b"xlwings-" not in text
    assert not re.search(rb"hello|MyTab|MyGroup|Show Taskpane", text, re.IGNORECASE)
    assert b"hello" not in served.get(f"{served.base}/static/js/ribbon.js")[0]
    assert b"=ALAMO_BILL(2026" in served.get(f"{served.base}/taskpane.html")[0]


def test_the_manifest_keeps_the_limits_that_office_documents(served: Served) -> None:
    manifest = served.manifest()
    order = [child.tag.removeprefix(OFFICE) for child in manifest]
    assert order == [
        *("Id", "Version", "ProviderName", "DefaultLocale", "DisplayName", "Description", "IconUrl"),
        *("HighResolutionIconUrl", "SupportUrl", "AppDomains", "Hosts", "Requirements", "DefaultSettings"),
        *("Permissions", f"{OVERRIDES}VersionOverrides"),
    ]
    said = {child.tag.removeprefix(OFFICE): child.get("DefaultValue") or child.text or "" for child in manifest}
    assert said["DisplayName"] == "Alamogordo rates"
    assert said["ProviderName"] == "alamo_xl"
    assert said["Version"] == f"1.{__version__}"
    assert re.fullmatch(r"\d+(\.\d+){3}", said["Version"])
    assert len(said["DisplayName"]) <= 125 and len(said["Description"]) <= 250
    defined = [item.get("id", "") for item in manifest.iter() if item.tag.startswith(TYPES) and item.get("id")]
    used = {item.get("resid") for item in manifest.iter() if item.get("resid")}
    assert set(defined) == used
    assert len(defined) == len(used)
    assert all(len(name) <= 32 for name in defined)
    limits = {"ShortStrings": 125, "LongStrings": 250, "Urls": 2048}
    for name, limit in limits.items():
        (texts,) = manifest.iter(f"{TYPES}{name}")
        assert all(0 < len(item.get("DefaultValue", "")) <= limit for item in texts)
    for icon in manifest.iter(f"{OVERRIDES}Icon"):
        assert [image.get("size") for image in icon] == ["16", "32", "80"]
    (control,) = manifest.iter(f"{OVERRIDES}Control")
    (action,) = control.iter(f"{OVERRIDES}Action")
    assert action.get("{http://www.w3.org/2001/XMLSchema-instance}type") == "ShowTaskpane"


def test_offices_own_reader_of_manifests_takes_it(served: Served, tmp_path: Path) -> None:
    package = needs_npm("office-addin-manifest", "Office's own reader of manifests runs in Node")
    path = tmp_path / MANIFEST
    path.write_bytes(served.get(f"{served.base}/manifest/download")[0])
    code = (
        "const m = require(process.argv[1]); m.OfficeAddinManifest.readManifestFile(process.argv[2])"
        ".then(read => console.log(JSON.stringify(read)))"
    )
    done = subprocess.run(["node", "-e", code, str(package), str(path)], capture_output=True, text=True, check=True)
    read = json.loads(done.stdout)
    assert read["officeAppType"] == "TaskPaneApp"
    assert read["hosts"] == ["Workbook"]
    assert read["displayName"] == "Alamogordo rates"
    assert read["defaultSettings"]["sourceLocation"] == f"{served.base}/taskpane.html"


def test_the_folder_is_in_the_users_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert certificates.default_folder() == tmp_path / ".alamo-xl" / "server"
