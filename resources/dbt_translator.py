"""How the models of the dbt project stand in the Dagster graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtProject

#: What the test of a model's columns asks, which has no words of its own in dbt.
_COLUMNS_HOLD = "Every column holds what it promises: unique, filled, of known values, known to the table it refers to."


class OncoDbtTranslator(DagsterDbtTranslator):
    """Name assets after tables and models, so that raw tables and marts stand in one graph.

    Parameters
    ----------
    owners
        Who answers for the models (``team:name`` or an address).
    automation_condition
        When Dagster should build the models by itself; never when None.
    """

    def __init__(self, owners: Sequence[str] = (), automation_condition: dg.AutomationCondition | None = None) -> None:
        super().__init__(DagsterDbtTranslatorSettings())
        self._owners = list(owners)
        self._automation_condition = automation_condition

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Return the bare name: the source ``note`` is the asset ``note``."""
        return dg.AssetKey(dbt_resource_props["name"])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Return the schema of a model (staging, marts); sources keep the group of their own asset."""
        if dbt_resource_props["resource_type"] == "source":
            return None
        return dbt_resource_props["schema"]

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """Return the description alone; the SQL is one click away in the repository."""
        return dbt_resource_props.get("description", "").strip()

    def get_metadata(self, dbt_resource_props: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what dagster-dbt tells of a model, and its columns' types and which of them are never empty."""
        metadata = dict(super().get_metadata(dbt_resource_props))
        of_seed = dbt_resource_props.get("config", {}).get("column_types") or {}
        columns = [
            dg.TableColumn(
                name=name,
                type=(column.get("data_type") or of_seed.get(name) or "?").upper(),
                description=column.get("description"),
                constraints=dg.TableColumnConstraints(nullable=not is_required(column)),
            )
            for name, column in dbt_resource_props.get("columns", {}).items()
        ]
        if columns:
            metadata["dagster/column_schema"] = dg.TableSchema(columns=columns)
        return metadata

    def get_asset_check_spec(
        self, asset_spec: dg.AssetSpec, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetCheckSpec | None:
        """Return what dagster-dbt makes of a test, with the description that dbt has of it."""
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        if spec is None or spec.description:
            return spec
        told = (manifest["nodes"][unique_id].get("description") or "").strip()
        return spec._replace(description=told or _COLUMNS_HOLD)

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> Sequence[str] | None:
        """Return the owners given at construction; sources keep those of their own asset."""
        return None if dbt_resource_props["resource_type"] == "source" else self._owners

    def get_automation_condition(self, dbt_resource_props: Mapping[str, Any]) -> dg.AutomationCondition | None:
        """Return the condition given at construction."""
        return self._automation_condition


def is_required(column: Mapping[str, Any]) -> bool:
    """Return whether the contract of a model says that a column, as the manifest has it, is never empty."""
    return any(constraint["type"] == "not_null" for constraint in column.get("constraints", ()))
