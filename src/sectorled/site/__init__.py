"""The house of the pages: layout, navigation, Jinja environment, components, error pages, settings, addresses."""
