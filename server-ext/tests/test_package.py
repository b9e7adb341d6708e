"""What Jupyter reads of the package."""

import json
from pathlib import Path

import tslab_memory
from tslab_memory.app import MemoryApp

ROOT = Path(__file__).parents[2]


def test_the_extension_point_leads_to_the_app():
    assert tslab_memory._jupyter_server_extension_points() == [{"module": "tslab_memory", "app": MemoryApp}]


def test_the_configuration_that_is_installed_enables_the_extension():
    config = json.loads((ROOT / "server-ext/jupyter-config/server-config/tslab_memory.json").read_text())
    assert config == {"ServerApp": {"jpserver_extensions": {"tslab_memory": True}}}


def test_all_parts_have_one_version():
    for part in ("package.json", "kernel-ext/package.json", "labextension/package.json"):
        assert json.loads((ROOT / part).read_text())["version"] == tslab_memory.__version__


def test_the_panel_lies_where_an_editable_install_looks_for_it():
    output = json.loads((ROOT / "labextension/package.json").read_text())["jupyterlab"]["outputDir"]
    assert (ROOT / "labextension" / output).resolve() == tslab_memory._PANEL


def test_without_a_build_there_is_no_panel(monkeypatch, tmp_path):
    monkeypatch.setattr(tslab_memory, "_PANEL", tmp_path)
    assert tslab_memory._jupyter_labextension_paths() == []


def test_a_built_panel_goes_under_its_own_name(monkeypatch, tmp_path):
    (tmp_path / "package.json").write_text('{"name": "tslab-memory-panel"}')
    monkeypatch.setattr(tslab_memory, "_PANEL", tmp_path)
    assert tslab_memory._jupyter_labextension_paths() == [{"src": str(tmp_path), "dest": "tslab-memory-panel"}]


async def test_a_running_server_says_that_it_is_enabled(jp_serverapp):
    assert "tslab_memory" in jp_serverapp.extension_manager.extension_points
