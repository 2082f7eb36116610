"""The report that a person reads: one HTML file without scripts, which loads nothing."""

from homeward.trace.report.page import Pages, Shown

__all__ = ["Pages", "Shown"]
