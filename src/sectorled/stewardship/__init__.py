"""What a data steward does: upload, read refusals, review the catalogue, build, verify, publish, roll back."""
