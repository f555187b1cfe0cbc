"""The read-only API: versioned, described by OpenAPI, thin over queries and selectors."""
