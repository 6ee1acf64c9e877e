"""A definition as a file of the content folder."""

import yaml

from rasoat.checklists.definition import Definition

WIDTH = 120


def yaml_text(definition: Definition) -> str:
    """The YAML of a definition: laid into a content folder it is read as the same version again."""
    data = definition.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=WIDTH)
