"""What a list in the browser finds is what the server's search would find: both fold text alike."""

import json
import subprocess
import unicodedata
from pathlib import Path

from rasoat.text import fold
from tests.world import AGENCIES

ROOT = Path(__file__).parents[2]
SCRIPT = """
import {{ fold }} from "{address}";
console.log(JSON.stringify(JSON.parse(process.argv[1]).map(fold)));
"""


def test_the_browser_folds_as_the_server_does() -> None:
    names = [name for _, _, name, *_ in AGENCIES.values()]
    letters = "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY"
    tones = [letter + tone for letter in letters for tone in "\u0300\u0309\u0303\u0301\u0323"]
    texts = [
        *names,
        *map(str.upper, names),
        *tones,
        "  Xã\tĐồng\u00a0Mỏ \n",
        "Ho\u0300a B\u200bình",
        "98/TB-SLĐTBXH",
        "",
    ]
    texts += [unicodedata.normalize(form, text) for text in texts for form in ("NFC", "NFD")]
    script = SCRIPT.format(address=(ROOT / "inspect/browser/fold.js").as_uri())
    node = ["node", "--input-type=module", "-e", script, "--", json.dumps(texts)]
    told = subprocess.run(node, check=True, capture_output=True, text=True, timeout=60)
    assert json.loads(told.stdout) == [fold(text) for text in texts]
