"""What the survey engine refuses; every message names the stratum, cell or row and the remedy, and is safe to show."""


class SurveyError(ValueError):
    """A design, weight or table from which no honest figure follows."""
