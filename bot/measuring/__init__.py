"""Measuring a client: the questions, their answers, the summary, recording and the receipt."""
