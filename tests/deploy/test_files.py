"""The files in `deploy/`, as far as they can be checked without an engine: schemas, linters, names that must agree."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import promql_parser
import pytest
import yaml
from prometheus_client import REGISTRY

from bot import metrics
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
KUBERNETES = "1.31"
ALERTS = yaml.safe_load((DEPLOY / "monitoring" / "alerts.yaml").read_text("utf-8"))
DASHBOARD = json.loads((DEPLOY / "monitoring" / "dashboard.json").read_text("utf-8"))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
MANIFESTS = [
    document
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    if path.name != "kustomization.yaml"
    for document in yaml.safe_load_all(path.read_text("utf-8"))
]


def known_settings() -> set[str]:
    """Every name that the program reads from its environment."""
    names = {f"NAVIGATOR_{name.upper()}" for name in Settings.model_fields}
    for one in Settings.model_fields.values():
        names |= set(getattr(one.validation_alias, "choices", []))
    return names


# --- Compose ----------------------------------------------------------------------------------------


def test_compose_keeps_to_the_specification() -> None:
    schema = resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    jsonschema.validate(COMPOSE, json.loads(schema.read_text("utf-8")))


def test_compose_sets_only_what_the_program_knows_and_asks_for_nothing_unexplained() -> None:
    assert set(COMPOSE["services"]["bot"]["environment"]) <= known_settings()
    explained = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "env.example").read_text("utf-8"), re.M))
    asked = set(re.findall(r"\$\{([A-Z_]+)", (DEPLOY / "compose.yaml").read_text("utf-8")))
    assert asked == explained


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_service_is_pinned_and_hardened(name: str) -> None:
    service = COMPOSE["services"][name]
    assert re.search(r":\d+\.\d+", service["image"])
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert name == "proxy" or "ports" not in service, "only the proxy is reachable from outside"


# --- the image ----------------------------------------------------------------------------------------


def test_the_dockerfile_passes_its_linter() -> None:
    linter = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([linter, DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def context() -> list[Path]:
    """Files that .dockerignore lets into the image's build, of those that git knows."""
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    allowed = tuple(line[1:] for line in lines if line.startswith("!"))
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return [Path(name) for name in files if any(name == one or name.startswith(one + "/") for one in allowed)]


@pytest.mark.timeout(180)
def test_what_goes_into_the_image_is_enough_to_run(tmp_path: Path) -> None:
    """The wheel is built from the files of the image alone, and talks from where it was unpacked."""
    source, target = tmp_path / "source", tmp_path / "target"
    for name in context():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    install = ["install", "--no-build-isolation", "--no-deps", "--target", str(target), str(source)]
    subprocess.run([*pip, *install], check=True, timeout=150)
    script = tmp_path / "script.txt"
    script.write_text("/start\nwhat is an IRO?\n", "utf-8")
    program = (
        f"import sys; sys.path.insert(0, {str(target)!r}); import bot.cli; print(bot.cli.__file__); bot.cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "chat", "--script", script, "--store", f"sqlite:///{tmp_path / 'n.db'}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(target))
    assert "independent review organization" in done.stdout.lower()


# --- Kubernetes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda one: f"{one['kind']}-{one['metadata']['name']}")
def test_manifests_keep_to_the_schema(manifest: dict[str, Any]) -> None:
    kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


def the(kind: str, name: str = "navigator") -> dict[str, Any]:
    found: dict[str, Any]
    (found,) = [one for one in MANIFESTS if (one["kind"], one["metadata"]["name"]) == (kind, name)]
    return found


def test_the_pods_find_each_other_and_what_they_need() -> None:
    labels = the("StatefulSet")["spec"]["template"]["metadata"]["labels"]
    for kind, where in [
        ("StatefulSet", ("spec", "selector", "matchLabels")),
        ("Service", ("spec", "selector")),
        ("PodDisruptionBudget", ("spec", "selector", "matchLabels")),
        ("NetworkPolicy", ("spec", "podSelector", "matchLabels")),
    ]:
        found = the(kind)
        for step in where:
            found = found[step]
        assert found == labels, kind
    (container,) = the("StatefulSet")["spec"]["template"]["spec"]["containers"]
    assert set(the("Secret")["stringData"]) | {one["name"] for one in container["env"]} <= known_settings()
    grace = the("StatefulSet")["spec"]["template"]["spec"]["terminationGracePeriodSeconds"]
    assert grace > int(container["lifecycle"]["preStop"]["exec"]["command"][1]) + 30
    kustomization = yaml.safe_load((DEPLOY / "kubernetes" / "kustomization.yaml").read_text("utf-8"))
    assert all((DEPLOY / "kubernetes" / name).is_file() for name in kustomization["resources"])


@pytest.mark.parametrize("name", ["navigator", "backup"])
def test_containers_run_without_rights(name: str) -> None:
    top = the("StatefulSet") if name == "navigator" else the("CronJob", "backup")["spec"]["jobTemplate"]
    pod = top["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    (container,) = pod["containers"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


# --- systemd, alerts, dashboard -------------------------------------------------------------------------


def test_units_are_understood_by_systemd() -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd here")
    units = sorted(map(str, (DEPLOY / "systemd").iterdir()))
    done = subprocess.run([analyze, "verify", *units], capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if "is not executable: No such file" not in line]
    assert complaints == []


def expressions() -> list[str]:
    rules = [rule["expr"] for group in ALERTS["groups"] for rule in group["rules"]]
    return rules + [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]


@pytest.mark.parametrize("expression", expressions())
def test_alerts_and_panels_ask_for_what_is_measured(expression: str) -> None:
    promql_parser.parse(expression)
    assert metrics.TURNS is not None  # importing it fills the registry
    measured = {sample for family in REGISTRY.collect() for sample in _samples(family)}
    assert set(re.findall(r"\b(?:navigator|process)_\w+", expression)) <= measured


def _samples(family: Any) -> set[str]:
    endings = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}.get(family.type, ("",))
    return {family.name + ending for ending in endings}


def test_every_figure_is_looked_at_and_explained() -> None:
    asked = " ".join(expressions())
    ours = [family for family in REGISTRY.collect() if family.name.startswith("navigator_")]
    assert len(ours) >= 15
    assert [family.name for family in ours if family.name not in asked] == []
    page = (ROOT / "docs" / "operating.md").read_text("utf-8")
    assert [family.name for family in ours if f"`{family.name}" not in page] == []
    assert all(rule["annotations"]["action"] for group in ALERTS["groups"] for rule in group["rules"])
