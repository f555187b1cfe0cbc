"""Parts of `demo` that a second start does without."""

ANSWER = "answer.txt"  # the first answer, among the documents of its release
