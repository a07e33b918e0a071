"""The checks of `validate_events`: each looks at a draft and rejects or repairs rows."""
