from pathlib import Path

import pytest

from homeward.index import compiled as module


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("index", "link"):
        (tmp_path / name).mkdir()
    (tmp_path / "index" / "one.py").write_text("LEVEL = 1\n")
    monkeypatch.setattr(module, "PACKAGE", tmp_path)
    monkeypatch.setattr(module, "_folder", module._folder.__wrapped__)
    return tmp_path


def test_changed_sources_are_compiled_again(package: Path) -> None:
    """A change in any source leaves nothing compiled from the older ones in use."""
    before = module._folder()
    (package / "index" / "one.py").write_text("LEVEL = 2\n")
    after = module._folder()
    assert before != after
    assert before is not None
    assert not before.exists()


def test_others_keep_their_folder() -> None:
    """Where other packages keep compiled functions is left as it was."""
    before = module.config.CACHE_DIR
    module.compiled_with_arrays(lambda number: number)
    assert before == module.config.CACHE_DIR
