"""Answers as a banner table needs them, and the columns that a break makes of them."""

from dataclasses import dataclass

import numpy as np

from sectorled.analysis.arrays import Bools, Indices
from sectorled.analysis.survey.errors import SurveyError


@dataclass(frozen=True, slots=True)
class Single:
    """One answer from each respondent: codes [n] from 0 to `count` less one, -1 where there is none."""

    codes: Indices
    count: int

    @property
    def answered(self) -> Bools:
        """Who answered [n]."""
        return np.asarray(self.codes >= 0)

    def chose(self, answers: tuple[int, ...]) -> Bools:
        """Who gave one of these answers [n]."""
        wanted = np.zeros(self.count + 1, dtype=bool)
        wanted[list(answers)] = True
        return np.asarray(wanted[self.codes])


@dataclass(frozen=True, slots=True)
class Multiple:
    """Any number of answers from each respondent: `chosen` [n, count], and who was asked and answered [n]."""

    chosen: Bools
    answered: Bools

    def __post_init__(self) -> None:
        if self.chosen[~self.answered].any():
            raise SurveyError("A respondent chose an answer to a question that was not put: correct the answers.")

    @property
    def count(self) -> int:
        """How many answers were offered."""
        return int(self.chosen.shape[1])

    def chose(self, answers: tuple[int, ...]) -> Bools:
        """Who gave one of these answers or more [n]."""
        return np.asarray(self.chosen[:, list(answers)].any(axis=1))


Answers = Single | Multiple


def within(answers: Answers, inside: Bools | None) -> Answers:
    """The answers of those `inside` [n]; everyone else counts as not asked."""
    if inside is None:
        return answers
    if isinstance(answers, Single):
        return Single(np.where(inside, answers.codes, -1), answers.count)
    return Multiple(answers.chosen & inside[:, None], answers.answered & inside)
