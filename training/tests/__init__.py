"""Tests of the training code that need no training: `training/run.sh test`."""
