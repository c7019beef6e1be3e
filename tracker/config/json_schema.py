"""The shape of targets.yaml comes in, the JSON Schema that editors complete and check the file with goes out."""

from __future__ import annotations

from typing import Any

from tracker.config.shapes import Shape, root_shape

_TEXT = {"type": "string", "minLength": 1}
_LEAVES: dict[str, dict[str, Any]] = {
    "text": _TEXT,
    "version": {"const": 1},
    "flag": {"type": "boolean"},
    "slug": {"type": "string", "pattern": "^[a-z0-9]+([-_.][a-z0-9]+)*$"},
    "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "span": {
        "anyOf": [
            {"type": "integer", "minimum": 1000, "maximum": 2999},
            {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
        ]
    },
    "amount": {"anyOf": [_TEXT, {"type": "number"}]},
    "url": {"type": "string", "pattern": "^https?://"},
    "address": {"type": "string", "pattern": "^https?://"},
    "place": {"type": "string", "pattern": "^https?://[^?#]+$"},
    "selector": _TEXT,
    "path": {"type": "string", "pattern": r"^(\.|[^.\s]+(\.[^.\s]+)*)$"},
    "form": {"type": "object", "minProperties": 1, "additionalProperties": {"type": ["string", "number", "boolean"]}},
    "headers": {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": "^[A-Za-z0-9-]+$"},
        "additionalProperties": {"type": "string", "pattern": "^[!-~]([ -~]*[!-~])?$"},
    },
    "delay": {"type": "string", "pattern": "^[1-9][0-9]{0,3}[sm]$"},
    "every": {"type": "string", "pattern": "^[1-9][0-9]*[smhdw]$"},
    "cron": {"type": "string", "pattern": r"^\S+( \S+){4}$"},
    "days": {"type": "integer", "minimum": 1},
    "size": {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?\s*[KMGTkmgt][Bb]$"},
    "host": {"type": "string", "pattern": r"^(\*\.)?[A-Za-z0-9.-]+$"},
    "timezone": _TEXT,
    "mailbox": {"type": "string", "pattern": "^[^@ ]+@[A-Za-z0-9.-]+$", "maxLength": 254},
    "server": {"type": "string", "pattern": "^[A-Za-z0-9.:-]+$"},
    "port": {"type": "integer", "minimum": 1, "maximum": 65535},
    "hour": {"type": "integer", "minimum": 0, "maximum": 23},
    "env": {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"},
    "list_id": {"type": "string", "pattern": r"^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$"},
    "secret": {"not": {}},
    "words": {"type": "array", "items": _TEXT},
    "ideas": {
        "type": "array",
        "minItems": 1,
        "items": {"anyOf": [_TEXT, {"type": "array", "minItems": 1, "items": _TEXT}]},
    },
    "titles": {
        "anyOf": [
            _TEXT,
            {
                "type": "object",
                "properties": {"zh": _TEXT, "en": _TEXT},
                "minProperties": 1,
                "additionalProperties": False,
            },
        ]
    },
}


def schema() -> dict[str, Any]:
    """JSON Schema (draft 7, which the editors know) of a targets file."""
    body = _schema_of(root_shape())
    properties = body["properties"]
    properties["targets"]["items"]["allOf"] = [
        {"not": {"required": pair}} for pair in (["at_least", "at_most"], ["at_least", "stage"], ["at_most", "stage"])
    ]
    properties["sources"]["items"]["oneOf"] = [
        {"required": [kind]} for kind in ("feed", "sitemap", "listing", "search")
    ]
    properties["sources"]["items"]["not"] = {"required": ["every", "cron"]}
    properties["sources"]["items"]["dependencies"] = {"fields": ["json"]}
    properties["chat"]["items"]["oneOf"] = [{"required": [key]} for key in ("url_env", "url_file")]
    properties["mail"]["not"] = {"required": ["password_env", "password_file"]}
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "targets.yaml of tracker"}
    return head | body | {"oneOf": [{"required": ["statement"]}, {"required": ["statements"]}]}


def schema_text() -> str:
    """The schema as it ships in targets.schema.json."""
    import json

    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _schema_of(shape: Shape) -> dict[str, Any]:
    if shape.name == "record":
        return {
            "type": "object",
            "properties": {field.key: {"description": field.doc} | _schema_of(field.shape) for field in shape.fields},
            "required": [field.key for field in shape.fields if field.required],
            "additionalProperties": False,
        }
    if shape.name == "list" and shape.item is not None:
        return {"type": "array", "items": _schema_of(shape.item)}
    if shape.name == "count":
        return {"type": "integer", "minimum": 1, "maximum": shape.most}
    if shape.name == "choice":
        return {"enum": list(shape.choices)}
    return dict(_LEAVES[shape.name])
