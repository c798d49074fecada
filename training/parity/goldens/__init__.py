"""What Python's pipelines answer, task by task. Each module has `cases(models)`, which yields golden cases."""
