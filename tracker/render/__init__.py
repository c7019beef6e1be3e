"""Assessments and evidence come in, text for people goes out; nothing here reads a clock, a disk or a network."""
